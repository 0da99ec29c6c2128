import { execFileSync } from 'node:child_process';
import { mkdirSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { keyQuerySchema } from '@/lib/access/key-records/query-schema';
import { listKeys } from '@/lib/access/keys/list-keys';
import { personalKey } from '@/test/personal-keys';
import { expect, test } from '../support/test';

/** The commands of docs/api.md, each block as it stands there. */
const blocks = [...readFileSync('docs/api.md', 'utf8').matchAll(/```sh\n([\s\S]*?)```/g)].map(
  ([, code]) => code ?? '',
);

test('docs/api.md, command by command', async ({ keyport, ada }, info) => {
  const { key, secret } = await personalKey(ada.actor);
  const folder = info.outputPath('downloads');
  mkdirSync(folder, { recursive: true });
  const exported = `export KEYPORT=${keyport.portalUrl} KEYPORT_KEY=${key} KEYPORT_SECRET=${secret}\n`;
  // The documentation's own exports have placeholders.
  const run = (code = '') =>
    execFileSync('/bin/sh', ['-euc', exported + code.replaceAll(/^export .*\n/gm, '')], {
      cwd: folder,
      encoding: 'utf8',
      stdio: ['ignore', 'pipe', 'ignore'],
    });
  expect(blocks).toHaveLength(4);
  const [me, create, change, exports] = blocks;
  expect(JSON.parse(run(me))).toMatchObject({ person: { name: 'Ada Byron' } });
  const created = JSON.parse(run(create));
  expect(created).toMatchObject({ name: 'Acme – production', externalId: 'customer-4711' });
  expect(JSON.parse(run(create))).toMatchObject({ id: created.id, secret: null });
  expect(JSON.parse(run(change))).toMatchObject({ id: created.id, ipRanges: ['203.0.113.0/24'] });
  const { rows } = await listKeys(ada.actor, keyQuerySchema.parse({ q: 'customer-4711' }));
  expect(rows.map(({ id }) => id)).toEqual([created.id]);
  run(exports);
  const [file = ''] = readdirSync(folder);
  expect(readFileSync(join(folder, file), 'utf8')).toContain('Acme – production');
});
