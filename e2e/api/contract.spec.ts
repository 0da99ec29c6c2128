import { execFileSync } from 'node:child_process';
import { writeFileSync } from 'node:fs';
import type { OpenApiDocument } from '@/lib/platform/openapi/document';
import { bearer, personalKey } from '@/test/personal-keys';
import { driveContract, type Exchange } from '../support/contract';
import { newColleague } from '../support/team';
import { expect, test } from '../support/test';

/** Set it to repeat a run. */
const SEED = Number(process.env.CONTRACT_SEED ?? Date.now() % 1_000_000);
const TIMES = 4;

const NOBODY = { key: '', secret: '' };

const read = async (url: string): Promise<OpenApiDocument> => {
  const response = await fetch(url);
  expect(response.headers.get('content-type')).toContain('application/json');
  return (await response.json()) as OpenApiDocument;
};

const failures = (exchanges: readonly Exchange[]) =>
  exchanges.filter(({ problem, status }) => problem !== null || status >= 500);

const statuses = (exchanges: readonly Exchange[], operation: string) =>
  new Set(exchanges.filter((each) => each.operation === operation).map(({ status }) => status));

test('every operation of the REST API answers as its document says', async ({ keyport, ada }) => {
  test.setTimeout(180_000);
  const document = await read(`${keyport.portalUrl}/api/v1/openapi.json`);
  // Several keys, since each may make only so many requests a minute.
  const otto = await newColleague(ada, 'Otto Kern', 'admin');
  const programs = [await personalKey(ada.actor), await personalKey(otto.actor)];
  const create = async (i: number, what: string, body: object): Promise<string> => {
    const headers = {
      'Content-Type': 'application/json',
      'Idempotency-Key': String(i),
      ...bearer(programs[0] ?? NOBODY),
    };
    const sent = { method: 'POST', headers, body: JSON.stringify(body) };
    return ((await (await fetch(`${keyport.portalUrl}/api/v1/${what}`, sent)).json()) as { id: string }).id;
  };
  const [keys, datasets] = [[], []] as [string[], string[]];
  for (let i = 0; i < 20; i++) {
    keys.push(await create(i, 'keys', { name: `Key ${i}`, permissions: ['generator'] }));
    datasets.push(await create(i, 'datasets', { name: `Dataset ${i}` }));
  }
  const ids = Object.fromEntries(
    Object.keys(document.paths).map((path) => [path, path.includes('/datasets/') ? datasets : keys]),
  );
  const exchanges = await driveContract({
    document,
    origin: keyport.portalUrl,
    seed: SEED,
    times: TIMES,
    headersFor: (index) => bearer(programs[index % programs.length] ?? NOBODY),
    ids,
  });
  expect(failures(exchanges), `CONTRACT_SEED=${SEED}`).toEqual([]);
  // Each got as far as its success and as a refusal, but for what needs more: a passcode, or a key that was rolled.
  const operations = [...new Set(exchanges.map(({ operation }) => operation))];
  const withStatus = (isSuch: (status: number) => boolean) =>
    operations.filter((operation) => [...statuses(exchanges, operation)].some(isSuch));
  const needsMore = ['rollKey', 'endOldCredentials', 'rollSelf'];
  expect(withStatus((status) => status < 300)).toEqual(
    operations.filter((each) => !needsMore.includes(each)),
  );
  // What takes nothing can hardly be asked wrongly.
  const refused = withStatus((status) => status >= 400).filter((each) => each !== 'getMe');
  expect(refused).toEqual(operations.filter((each) => each !== 'getMe'));
});

test('so does the verifier', async ({ keyport }) => {
  const document = await read(`${keyport.verifierUrl}/v1/openapi.json`);
  const exchanges = await driveContract({
    document: { ...document, paths: { '/v1/verify': document.paths['/v1/verify'] ?? {} } },
    origin: keyport.verifierUrl,
    seed: SEED,
    times: 20 * TIMES,
    headersFor: () => ({}),
    ids: {},
  });
  expect(failures(exchanges), `CONTRACT_SEED=${SEED}`).toEqual([]);
  expect([...statuses(exchanges, 'verify')].sort()).toEqual([200, 400]);
});

test('both documents are OpenAPI 3.1', async ({ keyport }, info) => {
  for (const [name, url] of [
    ['portal', `${keyport.portalUrl}/api/v1/openapi.json`],
    ['verifier', `${keyport.verifierUrl}/v1/openapi.json`],
  ] as const) {
    const path = info.outputPath(`${name}.json`);
    writeFileSync(path, JSON.stringify(await read(url)));
    execFileSync('node_modules/.bin/redocly', ['lint', '--extends=spec', path], {
      env: { ...process.env, REDOCLY_TELEMETRY: 'off' },
      encoding: 'utf8',
    });
  }
});
