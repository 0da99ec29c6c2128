import { connection } from 'next/server';
import pg from 'pg';
import { secretMatches } from '@/lib/access/credentials/secret-hash';
import { judge } from '@/lib/access/verdict/judge';
import { Directory } from '@/verifier/cache/directory';
import { openLookup } from '@/verifier/cache/lookup';
import { openFeed } from '@/verifier/feed/feed';

/** The same work as the verifier's, by the same code, in a Next.js route handler. */
const url = process.env.DATABASE_URL ?? '';
const held = globalThis as { benchDirectory?: Directory };

function directory(): Directory {
  if (!held.benchDirectory) {
    const feed = openFeed(url, {
      onChange: (change) => held.benchDirectory?.invalidate(change),
      onGap: () => held.benchDirectory?.invalidate({ kind: 'everything' }),
    });
    held.benchDirectory = new Directory(openLookup(new pg.Pool({ connectionString: url, max: 20 })), feed);
  }
  return held.benchDirectory;
}

export async function POST(request: Request): Promise<Response> {
  await connection();
  const { key, secret } = (await request.json()) as { key: string; secret: string };
  const { entry } = directory().getCached(key) ?? (await directory().read(key));
  const asked = {
    environment: 'production',
    permissions: [],
    endpoint: null,
    dataset: null,
    client: null,
  } as const;
  const proof = secretMatches(secret, entry?.secretHash) ? 'secret' : 'wrong';
  const code = judge(entry?.facts ?? null, proof, asked, [], Date.now());
  return Response.json({
    valid: code === 'VALID',
    code,
    key: entry && { id: entry.id, key },
  });
}
