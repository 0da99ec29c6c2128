import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';

const FOLDERS = ['app', 'components', 'lib', 'portal', 'verifier', 'scripts', 'test', 'e2e'];
const FILES = ['proxy.ts', 'instrumentation.ts'].filter((path) => existsSync(path));

/** What a check reads: a folder or a file at the root of the repository. */
export const ROOTS = [...FOLDERS, ...FILES];

const MODULE = /(?<!\.d)\.(ts|tsx|mjs)$/;
/** Made by `prisma generate`. */
const GENERATED = 'lib/platform/db/generated/';

/** Every module of the product and of its tests, by its path from the root. */
export const listSources = (): string[] => [
  ...FOLDERS.flatMap((folder) =>
    readdirSync(folder, { recursive: true, encoding: 'utf8' }).map((path) => join(folder, path)),
  ).filter((path) => MODULE.test(path) && !path.startsWith(GENERATED)),
  ...FILES,
];
