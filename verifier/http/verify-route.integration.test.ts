import { afterAll, beforeAll, expect, test } from 'vitest';
import { newKey } from '@/test/keys';
import { newActor } from '@/test/people';
import { startVerifier, type TestVerifier } from '@/test/verifier';

let verifier: TestVerifier;
beforeAll(async () => {
  verifier = await startVerifier();
});
afterAll(() => verifier.stop());

test.each(['Zürich', '広告サーバー', 'Rocket 🚀', 'Sum ∑ "quoted" \\ slash'])(
  'the name %j comes back as it was given, whole',
  async (name) => {
    const { key, secret } = await newKey(await newActor(), { name });
    const response = await fetch(`${verifier.url}/v1/verify`, {
      method: 'POST',
      body: JSON.stringify({ key, secret }),
    });
    const bytes = new Uint8Array(await response.arrayBuffer());
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    expect(JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))).toMatchObject({
      code: 'VALID',
      key: { name },
    });
  },
);
