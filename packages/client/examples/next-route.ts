import { createKeyport } from '@keyport/client';
import { withKey } from '@keyport/client/fetch';

const keyport = createKeyport({
  url: process.env.VERIFIER_URL ?? 'http://127.0.0.1:3001',
  ...(process.env.VERIFIER_TOKEN && { token: process.env.VERIFIER_TOKEN }),
});

/** In Next.js: `app/v2/token/generate/route.ts`. */
export const POST = withKey(keyport, (_request, { key }) =>
  Response.json({ hello: key.name, customer: key.externalId ?? null }),
);
