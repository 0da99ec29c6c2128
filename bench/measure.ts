import { fork } from 'node:child_process';
import { once } from 'node:events';
import type { Load, Measured } from './load';

/** Runs a load in a process of its own and returns the measurements. */
export async function measure(load: Load): Promise<Measured> {
  const child = fork('bench/load.ts', { execArgv: ['--import', 'tsx'], serialization: 'advanced' });
  child.send(load);
  const [measured] = (await once(child, 'message')) as [Measured];
  return measured;
}

export const median = (values: number[]): number =>
  [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0;
