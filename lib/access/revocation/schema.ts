/**
 * What travels over PostgreSQL's NOTIFY between who changes keys and who judges them.
 *
 * The promise rests on two properties of PostgreSQL: a listener gets announcements in the order in which their
 * transactions committed, and none that was committed before one that it has got is still to come.
 */
export const CHANGES = 'keyport_changes';
export const ACKNOWLEDGEMENTS = 'keyport_acknowledgements';

export type Change =
  /** An API key, its credentials, terms or permissions. */
  | { kind: 'key'; id: string }
  /** A credential that is new, by its key. */
  | { kind: 'credential'; key: string }
  /** An organization or what it is granted. */
  | { kind: 'organization'; id: string }
  /** A permission of the catalogue, or what it opens. */
  | { kind: 'permission'; name: string }
  | { kind: 'everything' }
  /** Nothing changed: whoever gets this has got all that was committed before, and says so. */
  | { kind: 'barrier'; id: string }
  /** A message for somebody else. */
  | { kind: 'none' };

export function readChange(message: string): Change {
  const [kind, first = ''] = message.split(' ');
  switch (kind) {
    case 'key':
    case 'organization':
    case 'barrier':
      return { kind, id: first };
    case 'permission':
      return { kind, name: first };
    case 'credential':
      return { kind, key: first };
    case 'beat':
      // Of a verifier from before beats had channels of their own, which runs beside this one during an update.
      return { kind: 'none' };
    default:
      // What is not understood, from a newer migration, may concern everyone.
      return { kind: 'everything' };
  }
}

export const barrierMessage = (id: string): string => `barrier ${id}`;

/** Each verifier hears its own beats alone. PostgreSQL keeps the order of commits over all channels. */
export const beatChannel = (verifierId: string): string => `keyport_beat_${verifierId.replaceAll('-', '')}`;
export const beatMessage = (count: number): string => String(count);
export const readBeat = (message: string): number => Number(message);

export const acknowledgement = (barrierId: string, verifierId: string): string =>
  `${barrierId} ${verifierId}`;

export function readAcknowledgement(message: string): { barrierId: string; verifierId: string } {
  const [barrierId = '', verifierId = ''] = message.split(' ');
  return { barrierId, verifierId };
}
