import { execFileSync } from 'node:child_process';
import { changeRole, removeMember } from '@/lib/organizations/memberships/change-team';
import { send } from '@/test/http';
import { bearer, personalKey } from '@/test/personal-keys';
import { must } from '../support/must';
import { newColleague } from '../support/team';
import { expect, test } from '../support/test';

test("the second document's story: a person reveals their key, a script exports, and it ends with their rights", async ({
  portal,
  keyport,
  ada,
}) => {
  await portal.goto('/account');
  await portal.getByRole('button', { name: /^Reveal/ }).click();
  const secret = await portal.getByRole('textbox', { name: 'Secret', exact: true }).inputValue();
  const key = await portal.getByRole('textbox', { name: 'Key', exact: true }).inputValue();
  const script = (path: string, ...options: string[]): { status: string; body: string } => {
    const url = `${keyport.portalUrl}/api/v1${path}`;
    const given = [
      '-sS',
      '-w',
      '\n%{http_code}',
      '-H',
      `Authorization: Bearer ${key}.${secret}`,
      ...options,
      url,
    ];
    const lines = execFileSync('curl', given, { encoding: 'utf8' }).split('\n');
    return { status: lines.pop() ?? '', body: lines.join('\n') };
  };
  const csv = script('/exports/keys.csv');
  expect(csv.status).toBe('200');
  expect(csv.body).toContain('Default API Key');
  expect(script('/exports/audit-events.csv').status).toBe('200');

  const boss = await newColleague(ada, 'Grace Hopper', 'admin');
  must(await changeRole(boss.actor, { userId: ada.actor.userId, role: 'viewer' }));
  expect(script('/exports/audit-events.csv').status).toBe('403');
  expect(
    script(
      '/keys',
      '-X',
      'POST',
      '-H',
      'Idempotency-Key: a',
      '-H',
      'Content-Type: application/json',
      '-d',
      '{}',
    ).status,
  ).toBe('403');
  must(await removeMember(boss.actor, { userId: ada.actor.userId }));
  expect(script('/exports/keys.csv').status).toBe('401');
});

test('what HTTP itself asks is answered through Next.js as well', async ({ keyport, ada }) => {
  const own = bearer(await personalKey(ada.actor));
  const host = new URL(keyport.portalUrl).host;
  const ask = (method: string, path: string, headers: Record<string, string | string[]> = own) =>
    send(keyport.portalUrl, { method, path: `/api/v1${path}`, headers: { Host: host, ...headers } });

  const head = await ask('HEAD', '/exports/keys.csv');
  expect([head.status, head.body, head.headers['content-type']]).toEqual([
    200,
    '',
    'text/csv; charset=utf-8; header=present',
  ]);
  for (const [method, path, allow] of [
    ['OPTIONS', '/keys', 'GET, HEAD, POST'],
    ['PUT', '/keys', 'GET, HEAD, POST'],
    ['DELETE', '/me', 'GET, HEAD'],
  ] as const) {
    const answer = await ask(method, path, {
      ...own,
      Origin: 'https://app.example',
      'Access-Control-Request-Method': 'POST',
    });
    expect([answer.status, answer.headers.allow]).toEqual([405, allow]);
    expect(JSON.parse(answer.body || '{}')).toMatchObject({ code: 'METHOD_NOT_ALLOWED' });
    expect(Object.keys(answer.headers).filter((name) => name.startsWith('access-control'))).toEqual([]);
  }
  expect((await ask('GET', '/me', { Authorization: Array(2).fill(own.Authorization) })).status).toBe(401);
  expect((await ask('GET', '/me', { Cookie: 'next-auth.session-token=x' })).status).toBe(401);
  expect((await ask('GET', '/nothing')).status).toBe(404);
  const document = await ask('GET', '/openapi.json', {});
  expect(JSON.parse(document.body)).toMatchObject({ openapi: '3.1.0' });
  expect((await ask('POST', '/openapi.json', {})).status).toBe(405);
});
