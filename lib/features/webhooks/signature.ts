import { createHmac, randomBytes } from 'node:crypto';

const PREFIX = 'whsec_';
const SECRET_BYTES = 32;

/** A new signing secret in the form of the Standard Webhooks specification. */
export const newSigningSecret = (): string => PREFIX + randomBytes(SECRET_BYTES).toString('base64');

export type Message = { id: string; timestamp: Date; body: string };

/**
 * The headers of a message by the Standard Webhooks specification. While a secret is being replaced the signature has a
 * part for each: a receiver accepts the message if any of them is right.
 */
export function webhookHeaders({ id, timestamp, body }: Message, secrets: readonly string[]) {
  const seconds = Math.floor(timestamp.getTime() / 1000).toString();
  const signed = `${id}.${seconds}.${body}`;
  return {
    'webhook-id': id,
    'webhook-timestamp': seconds,
    'webhook-signature': secrets.map((secret) => `v1,${sign(secret, signed)}`).join(' '),
  };
}

const sign = (secret: string, signed: string): string =>
  createHmac('sha256', Buffer.from(secret.slice(PREFIX.length), 'base64'))
    .update(signed)
    .digest('base64');
