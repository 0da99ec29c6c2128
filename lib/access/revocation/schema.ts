/**
 * The messages that travel over PostgreSQL's NOTIFY between those that change keys and those that judge them. The
 * guarantee rests on two properties of PostgreSQL: a listener receives notifications in the order in which their
 * transactions committed, and none that was committed before one that it has received is still to come.
 */
export const CHANGES = 'keyport_changes';
export const ACKNOWLEDGEMENTS = 'keyport_acknowledgements';

export type Change =
  /** An API key, its credentials, terms or permissions. */
  | { kind: 'key'; id: string }
  /** A new credential, by its identifier; of an imported one also the first 8 bytes of its token's hash, in hex. */
  | { kind: 'credential'; key: string; token?: string | undefined }
  /** An organization or its grants. */
  | { kind: 'organization'; id: string }
  /** A permission of the catalogue, or its endpoints. */
  | { kind: 'permission'; name: string }
  | { kind: 'everything' }
  /** No change: whoever receives this has received everything that was committed before, and acknowledges it. */
  | { kind: 'barrier'; id: string }
  /** A message for another listener. */
  | { kind: 'none' };

export function readChange(message: string): Change {
  const [kind, first = '', second] = message.split(' ');
  switch (kind) {
    case 'key':
    case 'organization':
    case 'barrier':
      return { kind, id: first };
    case 'permission':
      return { kind, name: first };
    case 'credential':
      return { kind, key: first, token: second };
    case 'beat':
      // From a verifier of an older version, without a beat channel of its own, that is still running during an
      // upgrade.
      return { kind: 'none' };
    default:
      // An unknown message, from a newer migration, may concern everything.
      return { kind: 'everything' };
  }
}

export const barrierMessage = (id: string): string => `barrier ${id}`;

/** Each verifier receives only its own beats. PostgreSQL keeps the order of commits across channels. */
export const beatChannel = (verifierId: string): string => `keyport_beat_${verifierId.replaceAll('-', '')}`;
export const beatMessage = (count: number): string => String(count);
export const readBeat = (message: string): number => Number(message);

export const acknowledgement = (barrierId: string, verifierId: string): string =>
  `${barrierId} ${verifierId}`;

export function readAcknowledgement(message: string): { barrierId: string; verifierId: string } {
  const [barrierId = '', verifierId = ''] = message.split(' ');
  return { barrierId, verifierId };
}
