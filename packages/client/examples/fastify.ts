import { createKeyport } from '@keyport/client';
import { guard, verdictOf } from '@keyport/client/fastify';
import Fastify from 'fastify';

const keyport = createKeyport({
  url: process.env.VERIFIER_URL ?? 'http://127.0.0.1:3001',
  ...(process.env.VERIFIER_TOKEN && { token: process.env.VERIFIER_TOKEN }),
});

const app = Fastify();
app.addHook('onRequest', guard(keyport));
app.post('/v2/token/generate', async (request) => {
  const { key } = verdictOf(request);
  return { hello: key.name, customer: key.externalId ?? null };
});

await app.listen({ port: Number(process.env.PORT ?? 8080), host: '127.0.0.1' });
process.stdout.write(`${JSON.stringify(app.server.address())}\n`);
