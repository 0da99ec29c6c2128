import { readFile } from 'node:fs/promises';

/** Where the build puts the packed client (`scripts/start/build.ts`); none with `npm run dev`. */
const PACKED = '.next/client.tgz';

/** The client for TypeScript, for everyone: `npm install PORTAL_URL/client.tgz`. */
export async function GET(): Promise<Response> {
  const packed = await readFile(PACKED).catch(() => null);
  if (packed === null) return new Response(null, { status: 404 });
  return new Response(new Uint8Array(packed), {
    headers: { 'Content-Type': 'application/gzip', 'Cache-Control': 'public, max-age=300' },
  });
}

export const dynamic = 'force-dynamic';
