import { createHash } from 'node:crypto';
import type { findChained } from './audit-store';
import { canonical, chainMac } from './chain';
import type { AuditEntry } from './schema';

export type Row = Awaited<ReturnType<typeof findChained>>[number];

/**
 * An event that doesn't follow from the one before it. `previous` is the MAC of that one, or null if it is missing;
 * `isContinued` means that the next event follows from this one's MAC, which is therefore in its place.
 */
export type Suspect = { row: Row; previous: Uint8Array | null; isContinued: boolean };

/** `content`: the event or its MAC was changed. `unproved`: nothing is left to check it against. */
export type Finding = 'sound' | 'content' | 'moved' | 'unproved';

/** The search tries every suspect in every suspect's place. */
const MAX_SEARCHED = 100;

/**
 * What is wrong with an event, given all suspects. One that follows from a MAC that is now elsewhere is unchanged
 * itself; one that would follow in another place was moved.
 */
export function findFault({ row, previous, isContinued }: Suspect, all: readonly Suspect[]): Finding {
  const searched = all.length <= MAX_SEARCHED ? all : [];
  const macs = searched.flatMap((other) => [other.row.mac, ...(other.previous ? [other.previous] : [])]);
  const follows = (position: number) =>
    macs.some((mac) => isSame(row.mac, macAfter(mac, { ...row, position })));
  if (follows(row.position)) return 'sound';
  const wouldFollow = () =>
    searched.some((other) => other.row.position !== row.position && follows(other.row.position));
  if (!isContinued && (searched.length === 0 || wouldFollow())) return 'moved';
  return previous === null ? 'unproved' : 'content';
}

/** The event's MAC if it comes after the one whose MAC is `previous`. */
export const macAfter = (previous: Uint8Array, { mac: _mac, at, ...event }: Row): Uint8Array =>
  chainMac(previous, { ...(event as AuditEntry & { position: number }), at: at.toISOString() });

/** A hash of everything in the row, including its MAC. */
export const hashRow = ({ mac, at, ...event }: Row): string =>
  createHash('sha256')
    .update(mac)
    .update(canonical({ ...event, at: at.toISOString() }))
    .digest('hex');

export const isSame = (a: Uint8Array, b: Uint8Array): boolean => Buffer.compare(a, b) === 0;
