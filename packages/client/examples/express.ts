import { createKeyport } from '@keyport/client';
import { guard, verdictOf } from '@keyport/client/express';
import express from 'express';

const keyport = createKeyport({
  url: process.env.VERIFIER_URL ?? 'http://127.0.0.1:3001',
  ...(process.env.VERIFIER_TOKEN && { token: process.env.VERIFIER_TOKEN }),
});

const app = express();
app.use(guard(keyport));
app.post('/v2/token/generate', (request, response) => {
  const { key } = verdictOf(request);
  response.json({ hello: key.name, customer: key.externalId ?? null });
});

const server = app.listen(Number(process.env.PORT ?? 8080), '127.0.0.1', () => {
  process.stdout.write(`${JSON.stringify(server.address())}\n`);
});
