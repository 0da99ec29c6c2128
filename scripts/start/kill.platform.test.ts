import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { Installation, isAlive, until } from '@/test/installation';
import { signal } from '../postgres/processes';

let keyport: Installation;

beforeAll(async () => {
  keyport = await Installation.make();
  await keyport.start();
  const args = ['create-account', '--organization', 'Acme', '--email', 'a@example.com', '--password-stdin'];
  keyport.admin(args, 'correct horse battery staple');
  await keyport.stop();
});
afterEach(() => keyport.stop());
afterAll(() => keyport.remove());

describe('kill -9', () => {
  it('of everything together: the next start works, and has what was acknowledged', async () => {
    await keyport.start();
    for (const pid of Object.values(keyport.processes)) signal(pid, 'SIGKILL');
    await keyport.start();
    expect(await keyport.answers()).toBe(true);
    // An account is there, so that nobody is invited to make the first one.
    expect(keyport.output).not.toContain('/setup#');
  });

  it('of the supervisor: portal and verifier take their leave, and the next start works', async () => {
    await keyport.start();
    const { supervisor, portal, verifier, postgres } = keyport.processes;
    signal(supervisor, 'SIGKILL');
    await until(() => !isAlive(portal) && !isAlive(verifier));
    expect(isAlive(postgres)).toBe(true);
    await keyport.start();
    expect(isAlive(postgres)).toBe(false);
    expect(await keyport.answers()).toBe(true);
  });

  it.each(['portal', 'verifier', 'postgres'] as const)('of the %s: it is started again', async (name) => {
    await keyport.start();
    const killed = keyport.processes[name];
    signal(killed, 'SIGKILL');
    await until(async () => {
      const pid = keyport.processes[name];
      return pid !== killed && pid !== 0 && (await keyport.answers());
    });
    expect(await keyport.stop()).toBe(0);
  });

  it('in the middle of a start: the next one works', async () => {
    for (const word of ['Starting Keyport', 'Start PostgreSQL', 'The portal is listening']) {
      const child = keyport.spawn();
      const from = keyport.output.length;
      await until(() => keyport.output.slice(from).includes(word));
      child.kill('SIGKILL');
    }
    await keyport.start();
    expect(await keyport.answers()).toBe(true);
  });
});
