import type { Keyport } from './keyport';

export type Credentials = { key: string; secret?: string | null };

type Answer = {
  code: string;
  valid: boolean;
  key?: { expiresAt: string | null; permissions: string[]; externalId?: string; metadata?: object };
};

/** Queries the verifier as a gateway would. */
export async function ask(
  keyport: Keyport,
  { key, secret }: Credentials,
  more: object = {},
): Promise<Answer> {
  const answer = await fetch(`${keyport.verifierUrl}/v1/verify`, {
    method: 'POST',
    body: JSON.stringify({ key, ...(secret ? { secret } : {}), ...more }),
  });
  if (!answer.ok) throw new Error(`The verifier answered ${answer.status}: ${await answer.text()}`);
  return (await answer.json()) as Answer;
}

/** Only the verdict's code. */
export const verify = async (
  keyport: Keyport,
  credentials: Credentials,
  more: object = {},
): Promise<string> => (await ask(keyport, credentials, more)).code;
