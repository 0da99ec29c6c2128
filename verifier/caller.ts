import { createHash, timingSafeEqual } from 'node:crypto';

/** Whether a caller presented the verifier's token, in constant time whatever its length. */
export function presentsToken(given: string | undefined, token: string): boolean {
  return given !== undefined && timingSafeEqual(sha256(given), sha256(token));
}

const sha256 = (text: string) => createHash('sha256').update(text).digest();
