import { ensureBuild } from './build';
import { supervise } from './supervise';

export function main(): Promise<number> {
  return supervise({
    nodeEnv: 'production',
    prepare: ensureBuild,
    portal: ['--import', 'tsx', 'portal/main.ts'],
    verifier: ['--import', 'tsx', 'verifier/main.ts'],
  });
}
