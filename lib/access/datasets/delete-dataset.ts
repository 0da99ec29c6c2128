import { can } from '@/lib/identity/actor/rights';
import type { Actor } from '@/lib/identity/actor/schema';
import { recordChange } from '@/lib/platform/audit/record';
import { transact } from '@/lib/platform/db/transact';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { currentTime } from '@/lib/platform/time/clock';
import { type DatasetRefusal, datasetSubject, refuseDatasetChange } from './dataset-refusals';
import { findKeyNames, lockDataset, removeDataset } from './dataset-store';

const MAX_NAMED = 5;

/** Refused while keys are associated with it. The refusal names them, so that each can be looked at first. */
export async function deleteDataset(
  actor: Actor,
  { id }: { id: string },
): Promise<Result<null, DatasetRefusal>> {
  const now = currentTime();
  if (!can(actor, 'datasets:write')) return refuseDatasetChange(actor, 'dataset.delete', id, now);
  const where = { id, organizationId: actor.organization.id };
  return transact(async (db) => {
    const dataset = await lockDataset(db, where.organizationId, id);
    if (!dataset) return refuse('DATASET_NOT_FOUND');
    const { name, description, _count } = dataset;
    if (_count.keys > 0) return inUse(await findKeyNames(db, id, MAX_NAMED), _count.keys);
    await removeDataset(db, where);
    const event = {
      action: 'dataset.delete',
      ...datasetSubject(id, name),
      details: { description },
    } as const;
    await recordChange(db, actor, event, now);
    return ok(null);
  });
}

function inUse(names: readonly string[], count: number) {
  const more = count - names.length;
  const list = names.join(', ') + (more > 0 ? ` and ${more} more` : '');
  return refuse('DATASET_IN_USE', { fields: { id: [`API keys are associated with it: ${list}.`] } });
}
