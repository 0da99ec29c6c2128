import type { KeyDetail } from '@/lib/access/key-records/schema';
import { editKey } from '@/lib/access/keys/edit-key';
import { getKey } from '@/lib/access/keys/list-keys';
import type { Actor } from '@/lib/identity/actor/schema';
import { type Result, refuse } from '@/lib/platform/result';
import type { EditKeyBody } from './key-schema';
import { toEditedKey } from './key-values';
import type { ApiCode } from './problems';

/** The entity tag of what can be edited (RFC 9110 §8.8.3). */
export const etagOf = ({ version }: Pick<KeyDetail, 'version'>): string => `"${version}"`;

/** How often an edit with `*` is tried, if other edits keep coming first. */
const MAX_ATTEMPTS = 5;

/**
 * Edits a key if its entity tag is one of `ifMatch` (RFC 9110 §13.1.1): weak tags never match, `*` matches any. Values
 * that the body leaves out are taken from the same version, so that no one else's change is undone.
 */
export async function editWithVersion(
  actor: Actor,
  id: string,
  body: EditKeyBody,
  ifMatch: string | null,
): Promise<Result<null, ApiCode>> {
  if (ifMatch === null) return refuse('PRECONDITION_REQUIRED');
  const isAny = ifMatch.trim() === '*';
  for (let attempt = 1; ; attempt++) {
    const key = await getKey(actor, id);
    if (!key) return refuse('KEY_NOT_FOUND');
    if (!isAny && !tagsIn(ifMatch).includes(etagOf(key))) return refuse('KEY_CHANGED');
    const edited = await editKey(actor, toEditedKey(key, body));
    if (edited.ok || edited.code !== 'KEY_CHANGED' || !isAny || attempt === MAX_ATTEMPTS) return edited;
  }
}

/** Our tags contain no comma: a version is a number. */
const tagsIn = (header: string): string[] => header.split(',').map((tag) => tag.trim());
