import { hashImported, hashOfDigest, hasOwnForm, readingsOf } from '@/lib/access/credentials/imported-token';
import { readPresented } from '@/lib/access/credentials/token';
import { foldName } from '@/lib/platform/text/name-schema';
import type { Candidate } from './import-policy';
import type { ImportRow } from './row-schema';

/** A row with the hashes that verifiers will know it by. A SHA-256 doesn't show what it was made of. */
export function prepareRow(line: number, row: ImportRow): Candidate {
  const { key, secret, token } = row;
  const plain = key ?? token;
  const common = {
    line,
    row,
    nameFold: foldName(row.name),
    hasOwnForm: plain !== undefined && hasOwnForm(plain),
  };
  if (key !== undefined) {
    const joined = secret === undefined ? null : hashImported(`${key}.${secret}`);
    return {
      ...common,
      pair: true,
      hash: hashImported(key),
      secretHash: hashOf(secret, row.secretSha256),
      otherReading: joined === null ? null : { hash: joined, pair: false },
    };
  }
  const hash = hashOf(token, row.tokenSha256);
  return { ...common, pair: false, hash, secretHash: hash, otherReading: asPair(token) };
}

/** How a token with a full stop would be read as a pair. */
function asPair(token: string | undefined): Candidate['otherReading'] {
  const presented = token === undefined ? null : readPresented(token, undefined);
  if (!presented || presented.secret === null) return null;
  const pair = readingsOf(presented).find(({ proofFor }) => proofFor({ pair: true }) !== undefined);
  return pair ? { hash: pair.hash, pair: true } : null;
}

function hashOf(plain: string | undefined, digest: string | undefined): string {
  if (plain !== undefined) return hashImported(plain);
  const written = digest ?? '';
  return hashOfDigest(Buffer.from(written, written.length === 64 ? 'hex' : 'base64'));
}
