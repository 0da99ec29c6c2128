import { existsSync, rmSync, writeFileSync } from 'node:fs';
import { step } from '../bootstrap/print.mjs';
import { runCommand } from '../bootstrap/run-command.mjs';
import { StartError } from '../postgres/start-error';

/** Debian's packages, and the programs in them. */
const PACKAGES = { 'nginx-light': 'nginx', caddy: 'caddy', pgbouncer: 'pgbouncer', openssl: 'openssl' };

/**
 * nginx and Caddy for the published settings, openssl for nginx's certificate, and PgBouncer as a pooler: found, or
 * installed by root.
 */
export async function provideGateways(): Promise<void> {
  const missing = missingPackages();
  if (missing.length === 0) return;
  if (process.getuid?.() === 0) {
    // Not every system has apt; the message below says what to install elsewhere.
    await step(`Install the packages ${missing.join(', ')}`, () => install(missing)).catch(() => undefined);
  }
  const left = missingPackages();
  if (left.length > 0) {
    throw new StartError(`The tests need these packages: ${left.join(', ')}. Install them.`);
  }
}

function missingPackages(): string[] {
  const directories = [...(process.env.PATH ?? '').split(':'), '/usr/local/sbin', '/usr/sbin'];
  const isThere = (program: string) => directories.some((place) => existsSync(`${place}/${program}`));
  return Object.entries(PACKAGES).flatMap(([name, program]) => (isThere(program) ? [] : [name]));
}

async function install(packages: string[]): Promise<void> {
  const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
  await runCommand('apt-get', ['update'], { env });
  await withoutServices(() =>
    runCommand('apt-get', ['install', '-y', '--no-install-recommends', ...packages], { env }),
  );
}

const POLICY = '/usr/sbin/policy-rc.d';

/**
 * Debian starts the services that it installs, unless this file says no (invoke-rc.d(8)): the tests want no web server
 * on port 80.
 */
async function withoutServices(work: () => Promise<unknown>): Promise<void> {
  const ours = !existsSync(POLICY);
  if (ours) writeFileSync(POLICY, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
  try {
    await work();
  } finally {
    if (ours) rmSync(POLICY, { force: true });
  }
}
