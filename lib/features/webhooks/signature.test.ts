import { Webhook } from 'standardwebhooks';
import { expect, test } from 'vitest';
import { newSigningSecret, webhookHeaders } from './signature';

const message = () => ({ id: 'msg_1', timestamp: new Date(), body: '{"type":"key.created"}' });

test('the library of the specification accepts it', () => {
  const secret = newSigningSecret();
  expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/);
  const sent = message();
  expect(new Webhook(secret).verify(sent.body, webhookHeaders(sent, [secret]))).toEqual({
    type: 'key.created',
  });
  expect(new Webhook(secret).sign(sent.id, sent.timestamp, sent.body)).toBe(
    webhookHeaders(sent, [secret])['webhook-signature'],
  );
});

test('while a secret is replaced, receivers with either accept it, others do not', () => {
  const [fresh, old, other] = [newSigningSecret(), newSigningSecret(), newSigningSecret()];
  const sent = message();
  const headers = webhookHeaders(sent, [fresh, old]);
  for (const secret of [fresh, old])
    expect(() => new Webhook(secret).verify(sent.body, headers)).not.toThrow();
  expect(() => new Webhook(other).verify(sent.body, headers)).toThrow();
});

test.each([
  ['another body', { body: '{"type":"key.deleted"}' }],
  ['another id', { id: 'msg_2' }],
  ['another time', { timestamp: new Date(Date.now() - 2_000) }],
])('%s is not signed', (_what, other) => {
  const secret = newSigningSecret();
  const sent = message();
  const signature = webhookHeaders(sent, [secret])['webhook-signature'];
  const changed = { ...sent, ...other };
  const headers = { ...webhookHeaders(changed, [secret]), 'webhook-signature': signature };
  expect(() => new Webhook(secret).verify(changed.body, headers)).toThrow();
});
