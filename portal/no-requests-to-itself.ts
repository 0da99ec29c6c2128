/**
 * Next.js answers some actions by a request to its own address: a page that is asked for another page's action, and an
 * action that redirects. Each would double the load that anyone can make, arrive without the client's address, and
 * behind TLS not arrive at all. A redirect is followed by the browser just as well, and an action that the page
 * doesn't have is unknown.
 */
export function refuseRequestsToItself(): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input: RequestInfo | URL, options?: RequestInit) => {
    if (!options?.next || !('internal' in options.next)) return original(input, options);
    const headers = options.method === 'POST' ? { 'x-nextjs-action-not-found': '1' } : {};
    return new Response(null, { status: 404, headers });
  };
}
