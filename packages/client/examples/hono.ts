import { createKeyport } from '@keyport/client';
import { hono, type KeyportVariables } from '@keyport/client/fetch';
import { Hono } from 'hono';

const keyport = createKeyport({
  url: process.env.VERIFIER_URL ?? 'http://127.0.0.1:3001',
  ...(process.env.VERIFIER_TOKEN && { token: process.env.VERIFIER_TOKEN }),
});

export const app = new Hono<{ Variables: KeyportVariables }>();
app.use(hono(keyport, { clientIp: (request) => request.headers.get('x-real-ip') ?? undefined }));
app.post('/v2/token/generate', (c) => {
  const { key } = c.get('keyport');
  return c.json({ hello: key.name, customer: key.externalId ?? null });
});
