/**
 * Next.js answers some actions with a request to its own address: an action that belongs to another page, and an action
 * that redirects. Each would double the load that anyone can cause, arrive without the client's address, and behind TLS
 * not arrive at all. The browser can follow a redirect itself, and an action that the page doesn't have is unknown.
 */
export function refuseRequestsToItself(): void {
  const original = globalThis.fetch;
  globalThis.fetch = async (input: RequestInfo | URL, options?: RequestInit) => {
    if (!options?.next || !('internal' in options.next)) return original(input, options);
    const headers = options.method === 'POST' ? { 'x-nextjs-action-not-found': '1' } : {};
    return new Response(null, { status: 404, headers });
  };
}
