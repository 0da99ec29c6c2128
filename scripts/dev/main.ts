import { existsSync, watch } from 'node:fs';
import type { ManagedProcess } from '../start/managed-process';
import { supervise } from '../start/supervise';

const VERIFIER_SOURCES = ['verifier', 'lib'];
/** An editor writes a file in several steps. */
const SETTLE_MS = 150;

/** Like `npm start`, but with pages that are rebuilt as their source changes, and a verifier that restarts then. */
export function main(): Promise<number> {
  return supervise({
    nodeEnv: 'development',
    prepare: async () => undefined,
    portal: ['--import', 'tsx', 'portal/main.ts'],
    verifier: ['--import', 'tsx', 'verifier/main.ts'],
    whenReady: followSource,
  });
}

function followSource(verifier: ManagedProcess): void {
  let timer: NodeJS.Timeout | undefined;
  for (const folder of VERIFIER_SOURCES.filter((path) => existsSync(path))) {
    watch(folder, { recursive: true }, (_, file) => {
      if (!file?.endsWith('.ts') || file.endsWith('.test.ts')) return;
      clearTimeout(timer);
      timer = setTimeout(() => verifier.restart(), SETTLE_MS);
    });
  }
}
