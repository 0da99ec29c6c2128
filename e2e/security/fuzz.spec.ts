import { readFileSync } from 'node:fs';
import type { APIRequestContext, BrowserContext } from '@playwright/test';
import fc from 'fast-check';
import { verifyAudit } from '@/lib/platform/audit/verify';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import { anyText, shapedLike } from '../support/arbitrary';
import { query } from '../support/database';
import type { Keyport } from '../support/keyport';
import { newKey } from '../support/keys';
import { newOperator } from '../support/operator';
import { newPerson } from '../support/person';
import { signIn } from '../support/sign-in';
import { listActions, listPages, listRoutes, type SourceAction } from '../support/source';
import { newColleague } from '../support/team';
import { expect, test } from '../support/test';

/** Set it to repeat a run. */
const SEED = Number(process.env.FUZZ_SEED ?? Date.now() % 1_000_000);
const SHAPED = 4;
const UNSHAPED = 2;

type Caller = {
  role: string;
  context: BrowserContext;
  person: { email: string; password: string; userId: string } | null;
};

/** Those that end what the others need come last. */
const isLast = ({ name }: SourceAction) => /^(leave|signOut)/.test(name);

// An operator's policy is for every organization: kept, it would refuse the keys of the tests after this one.
test.afterEach(({ keyport }) => query(keyport, 'delete from operator_policy'));

test('no action and no route breaks on what is sent to it, and every refusal is recorded', async ({
  browser,
  keyport,
  ada,
}) => {
  test.setTimeout(180_000);
  const others = {
    viewer: await newColleague(ada, 'Vera Lind', 'viewer'),
    operations: await newColleague(ada, 'Otto Kern', 'operations'),
    // Not `ada`, whose other session stays when this one ends.
    admin: await newColleague(ada, 'Arno Holm', 'admin'),
  };
  const operator = await newOperator();
  const bystander = await newPerson('Bea Stander');
  const key = await newKey(ada);
  const ids = [
    key.id,
    (await newKey(bystander)).id,
    ada.actor.organization.id,
    bystander.actor.organization.id,
    bystander.actor.userId,
  ];
  const callers: Caller[] = [{ role: 'stranger', context: await browser.newContext(), person: null }];
  for (const [role, person] of Object.entries({ ...others, operator })) {
    const userId = 'actor' in person ? person.actor.userId : person.userId;
    callers.push({ role, context: await browser.newContext(), person: { ...person, userId } });
  }

  // Another test of this worker may have put events beyond the chain into the log.
  const { broken: brokenBefore } = await verifyAudit(null);
  const faults: string[] = [];
  const built = builtActions();
  const actions = (await listActions()).sort((a, b) => Number(isLast(a)) - Number(isLast(b)));
  expect(actions.length).toBeGreaterThan(45);
  for (const action of actions) {
    const { id, page } = built.get(`${action.file} ${action.name}`) ?? {};
    if (!id || !page) throw new Error(`${action.file} exports ${action.name}, which the build does not have`);
    const path = page.replaceAll(/\[\w+\]/g, key.id);
    for (const caller of callers) {
      const inputs = [
        ...(action.schema ? sample(shapedLike(action.schema, ids), SHAPED) : [undefined]),
        ...sample(fc.oneof(anyText, fc.jsonValue(), fc.dictionary(anyText, fc.jsonValue())), UNSHAPED),
      ];
      for (const input of inputs) {
        await stayIn(keyport, caller);
        const before = await countRefusals();
        const answer = await call(caller.context.request, keyport, path, id, input);
        const what = `${caller.role}: ${action.file} ${action.name}(${JSON.stringify(input)}), FUZZ_SEED=${SEED}`;
        if (answer.status >= 500) faults.push(`${answer.status}: ${what}`);
        if (answer.code === 'UNEXPECTED') faults.push(`UNEXPECTED: ${what}`);
        if (caller.person && answer.code !== null && (await countRefusals()) === before) {
          faults.push(`${answer.code} is not on record: ${what}`);
        }
      }
    }
    expect((await verifyAudit(null)).broken, `${action.file} ${action.name}, FUZZ_SEED=${SEED}`).toEqual(
      brokenBefore,
    );
  }

  for (const route of await listRoutes()) {
    expect(route.methods, route.file).not.toEqual([]);
    for (const method of route.methods) {
      for (const caller of callers) faults.push(...(await sendToRoute(keyport, caller, route, method, ids)));
    }
    expect((await verifyAudit(null)).broken, `${route.file}, FUZZ_SEED=${SEED}`).toEqual(brokenBefore);
  }
  expect(faults).toEqual([]);
  expect(errorLines(keyport)).toEqual([]);
});

test('no page breaks on what its address says', async ({ browser, keyport, ada }) => {
  test.setTimeout(120_000);
  const operator = await newOperator();
  const key = await newKey(ada);
  const faults: string[] = [];
  const texts = [
    '\0',
    'a\0b',
    '\ud800',
    '0000-01-01T00:00:00Z/',
    '-1',
    '99999999999999999999',
    'x'.repeat(2_000),
  ];
  for (const person of [ada, operator]) {
    const context = await browser.newContext();
    await signIn(context, keyport, person);
    for (const page of listPages()) {
      const dynamic = page.includes('[');
      const addresses = dynamic
        ? ['%00', '%ed%a0%80', '%', encodeURIComponent('a\ufffdb'), key.id].map((text) =>
            page.replace(/\[\w+\]/, text),
          )
        : [page];
      for (const address of addresses) {
        const query = new URLSearchParams();
        const [text = ''] = sample(fc.oneof(fc.constantFrom(...texts), anyText), 1);
        for (const name of PARAMETERS) query.append(name, text);
        for (const asked of [
          `${address}?${query}`,
          `${address}?q=%ed%a0%80&permission=%00&time=0000-01-01T00:00:00Z/`,
        ]) {
          const answer = await context.request.get(`${keyport.portalUrl}${asked}`, { maxRedirects: 0 });
          if (answer.status() >= 500) faults.push(`${answer.status()}: ${asked}, FUZZ_SEED=${SEED}`);
        }
      }
    }
    await context.close();
  }
  expect(faults).toEqual([]);
  expect(errorLines(keyport)).toEqual([]);
});

const PARAMETERS = [
  ...[
    'q',
    'sort',
    'page',
    'size',
    'hide',
    'status',
    'environment',
    'type',
    'permission',
    'dataset',
    'role',
    'kind',
  ],
  ...['area', 'action', 'outcome', 'time', 'key', 'roll', 'error', 'to', 'next'],
];

let drawn = 0;
function sample<Value>(arbitrary: fc.Arbitrary<Value>, count: number): Value[] {
  drawn += 1;
  return fc.sample(arbitrary, { numRuns: count, seed: SEED + drawn });
}

const countRefusals = () => prisma(database()).auditEvent.count({ where: { outcome: 'failure' } });

/** An earlier request may have ended the session. */
async function stayIn(keyport: Keyport, { context, person }: Caller): Promise<void> {
  if (!person || (await prisma(database()).session.count({ where: { userId: person.userId } })) > 0) return;
  const { email } = await prisma(database()).user.findUniqueOrThrow({ where: { id: person.userId } });
  await context.clearCookies();
  await signIn(context, keyport, { email, password: person.password });
}

/** As React sends it: a text that begins with a dollar sign is escaped, `undefined` is one of its own. */
const encode = (value: unknown): string =>
  JSON.stringify([value], (_name, inner) =>
    inner === undefined
      ? '$undefined'
      : typeof inner === 'string' && inner.startsWith('$')
        ? `$${inner}`
        : inner,
  );

async function call(
  request: APIRequestContext,
  keyport: Keyport,
  path: string,
  id: string,
  input: unknown,
): Promise<{ status: number; code: string | null }> {
  const answer = await request.post(`${keyport.portalUrl}${path}`, {
    headers: {
      'next-action': id,
      origin: keyport.portalUrl,
      accept: 'text/x-component',
      'content-type': 'text/plain;charset=UTF-8',
    },
    data: encode(input),
    maxRedirects: 0,
  });
  return {
    status: answer.status(),
    code: /"ok":false,"code":"([A-Z_]+)"/.exec(await answer.text())?.[1] ?? null,
  };
}

async function sendToRoute(
  keyport: Keyport,
  caller: Caller,
  { file, path, schema }: Awaited<ReturnType<typeof listRoutes>>[number],
  method: string,
  ids: readonly string[],
): Promise<string[]> {
  const faults: string[] = [];
  const segments = path.includes('[') ? [...NEXTAUTH, ...sample(anyText, 2).map(encodeURIText)] : [''];
  for (const segment of segments) {
    const bodies =
      method === 'GET'
        ? [undefined]
        : [
            ...(schema ? sample(shapedLike(schema, ids), 8) : []),
            ...sample(fc.oneof(anyText, fc.jsonValue()), 3),
          ];
    for (const body of bodies) {
      await stayIn(keyport, caller);
      const before = await countRefusals();
      const answer = await caller.context.request.fetch(
        `${keyport.portalUrl}${path.replace(/\[.*\]/, segment)}`,
        {
          method,
          headers: { origin: keyport.portalUrl, 'content-type': 'application/json' },
          ...(body === undefined ? {} : { data: JSON.stringify(body) }),
          maxRedirects: 0,
        },
      );
      const what = `${caller.role}: ${method} ${file} ${segment} ${JSON.stringify(body)}, FUZZ_SEED=${SEED}`;
      if (answer.status() >= 500) faults.push(`${answer.status()}: ${what}`);
      if (caller.person && schema && answer.status() >= 400 && (await countRefusals()) === before) {
        faults.push(`${answer.status()} is not on record: ${what}`);
      }
    }
  }
  return faults;
}

const NEXTAUTH = [
  'csrf',
  'session',
  'providers',
  'callback/credentials',
  'callback/oidc',
  'signin/oidc',
  'error',
];

const encodeURIText = (text: string): string => encodeURIComponent(text.toWellFormed().slice(0, 100));

/** The build's id of each action, and a page that it can be sent to. */
function builtActions(): Map<string, { id: string; page: string }> {
  const manifest = JSON.parse(readFileSync('.next/server/server-reference-manifest.json', 'utf8')) as {
    node: Record<string, { filename: string; exportedName: string; workers: Record<string, unknown> }>;
  };
  return new Map(
    Object.entries(manifest.node).map(([id, { filename, exportedName, workers }]) => {
      const pages = Object.keys(workers)
        .map(
          (worker) =>
            worker
              .replace(/^app/, '')
              .replace(/\/page$/, '')
              .replaceAll(/\/\([^)]*\)/g, '') || '/',
        )
        .sort((a, b) => Number(a.includes('[')) - Number(b.includes('[')));
      return [`${filename} ${exportedName}`, { id, page: pages[0] ?? '' }];
    }),
  );
}

const errorLines = (keyport: Keyport): string[] =>
  keyport
    .logs()
    .split('\n')
    .filter((line) => line.includes('"level":50') || line.includes('uncaughtException'));
