import { expect } from '@playwright/test';
import type { Keyport } from './keyport';

async function readMetrics({ portalPort }: Keyport) {
  const text = await (await fetch(`http://127.0.0.1:${portalPort}/metrics`)).text();
  const sum = (name: string) =>
    [...text.matchAll(new RegExp(`^keyport_portal_${name}(?:\\{.*\\})? (\\d+)$`, 'gm'))].reduce(
      (total, [, count]) => total + Number(count),
      0,
    );
  return { answers: sum('requests_total'), inProgress: sum('requests_in_progress') };
}

/** How many requests the portal has answered since it started; those to /metrics don't count. */
export const countAnswers = async (keyport: Keyport): Promise<number> => (await readMetrics(keyport)).answers;

/** The same once nothing is under way: a page of the test before may still fetch what its links lead to. */
export async function countAnswersWhenQuiet(keyport: Keyport): Promise<number> {
  let answers = -1;
  const isQuiet = async () => {
    const before = answers;
    const metrics = await readMetrics(keyport);
    answers = metrics.answers;
    return metrics.inProgress === 0 && answers === before;
  };
  await expect.poll(isQuiet, { intervals: [300] }).toBe(true);
  return answers;
}
