import { can } from '@/lib/identity/actor/rights';
import type { Actor, Right } from '@/lib/identity/actor/schema';
import { database } from '@/lib/platform/db/database';
import { currentTime } from '@/lib/platform/time/clock';
import { findStepsDone, type StepsDone } from './first-steps-store';

export type StepName = keyof StepsDone;
export type FirstStep = { name: StepName; isDone: boolean };

/** In this order, each for those who can take it. */
const STEPS: readonly { name: StepName; right: Right }[] = [
  { name: 'key', right: 'keys:write' },
  { name: 'request', right: 'keys:write' },
  { name: 'authenticator', right: 'keys:write' },
  { name: 'colleague', right: 'team:write' },
];

/** What is left to do until an organization works with its keys; empty once all of it is done. */
export async function listFirstSteps(actor: Actor): Promise<FirstStep[]> {
  const open = STEPS.filter(({ right }) => can(actor, right));
  if (open.length === 0) return [];
  const done = await findStepsDone(database(), actor.organization.id, actor.userId, currentTime());
  const steps = open.map(({ name }) => ({ name, isDone: done[name] }));
  return steps.every(({ isDone }) => isDone) ? [] : steps;
}
