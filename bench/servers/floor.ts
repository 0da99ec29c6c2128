import { createServer } from 'node:http';

/**
 * The floor: bare `node:http` that reads and parses the same JSON and answers the same JSON, and judges nothing. Nothing
 * written in Node.js over HTTP can be faster.
 */
const answer = {
  valid: true,
  code: 'VALID',
  requestId: '00000000-0000-4000-8000-000000000000',
  proved: 'secret',
  key: {
    id: '00000000-0000-7000-8000-000000000000',
    key: 'kp_live_0000000000000000000000',
    name: 'Key 1',
    type: 'secret',
    environment: 'production',
    organization: { id: '00000000-0000-7000-8000-000000000000', name: 'Bench' },
    permissions: ['generator'],
    datasets: [],
    expiresAt: null,
  },
};

const server = createServer((request, response) => {
  const chunks: Buffer[] = [];
  request.on('data', (chunk) => chunks.push(chunk));
  request.on('end', () => {
    const { key } = JSON.parse(Buffer.concat(chunks).toString('utf8'));
    const text = JSON.stringify({ ...answer, key: { ...answer.key, key } });
    response.writeHead(200, {
      'content-type': 'application/json',
      'content-length': Buffer.byteLength(text),
    });
    response.end(text);
  });
});
server.keepAliveTimeout = 75_000;
server.listen(Number(process.env.PORT), '127.0.0.1', () => process.send?.('ready'));
process.on('disconnect', () => process.exit(0));
