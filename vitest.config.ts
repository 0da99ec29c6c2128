import { availableParallelism } from 'node:os';
import { fileURLToPath } from 'node:url';
import { configDefaults, defineConfig } from 'vitest/config';

const root = fileURLToPath(new URL('.', import.meta.url));
const of = (kind: string) => `**/*.${kind}.test.ts`;

export default defineConfig({
  resolve: { alias: [{ find: /^@\//, replacement: root }] },
  test: {
    exclude: [...configDefaults.exclude, 'e2e/**', '.next/**', '.data/**'],
    // Vitest leaves a core to itself: of two that would be half. These tests wait for PostgreSQL most of the time.
    maxWorkers: Math.max(2, availableParallelism() - 1),
    projects: [
      {
        extends: true,
        test: {
          name: 'unit',
          include: ['**/*.test.ts'],
          exclude: [...configDefaults.exclude, of('integration'), of('platform'), 'e2e/**', '.next/**'],
        },
      },
      {
        // Each file has a database of its own, a clone of a migrated template.
        extends: true,
        test: {
          name: 'integration',
          include: [of('integration')],
          globalSetup: 'test/template.ts',
          setupFiles: 'test/database.ts',
          testTimeout: 20_000,
          hookTimeout: 30_000,
        },
      },
      {
        // Whole installations that are started and killed: one at a time, they fill the machine.
        extends: true,
        test: {
          name: 'platform',
          include: [of('platform')],
          fileParallelism: false,
          testTimeout: 180_000,
          hookTimeout: 180_000,
        },
      },
    ],
  },
});
