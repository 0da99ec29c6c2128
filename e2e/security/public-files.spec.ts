import { expect, test } from '../support/test';

test.use({ settings: { SUPPORT_CONTACT: 'security@example.com' } });

test('researchers, robots and browsers find their files without signing in', async ({ request, keyport }) => {
  const security = await request.get('/.well-known/security.txt');
  expect(security.status()).toBe(200);
  expect(security.headers()['content-type']).toBe('text/plain; charset=utf-8');
  const lines = (await security.text()).split('\n');
  expect(lines).toContain('Contact: mailto:security@example.com');
  expect(lines).toContain(`Canonical: ${keyport.portalUrl}/.well-known/security.txt`);
  const expires = lines.find((line) => line.startsWith('Expires: '))?.slice('Expires: '.length) ?? '';
  expect(Date.parse(expires)).toBeGreaterThan(Date.now());

  const robots = await request.get('/robots.txt');
  expect(await robots.text()).toContain('User-agent: *\nDisallow: /\n');

  const icon = await request.get('/favicon.ico');
  expect([icon.status(), (await icon.body()).subarray(0, 4).toString('hex')]).toEqual([200, '00000100']);
});
