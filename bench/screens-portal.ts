import { spawn } from 'node:child_process';
import { randomBytes } from 'node:crypto';
import { once } from 'node:events';
import { migrate } from '@/lib/platform/db/migrate';
import { freePort } from '@/scripts/postgres/free-port';
import { startTemporaryCluster } from '@/scripts/postgres/temporary';
import { PASSWORD, seedScreens } from './screens-seed';

export type MeasuredPortal = {
  /** Paths by the names of the screens. */
  screens: ReadonlyMap<string, string>;
  /** How many milliseconds the whole page took to load. */
  time(screen: string): Promise<number>;
  close(): Promise<void>;
};

/** A portal with a database of its own with this many keys, where an Admin who is also an operator is signed in. */
export async function openPortal(count: number): Promise<MeasuredPortal> {
  const cluster = await startTemporaryCluster();
  await migrate(cluster.url);
  const { email, screens } = await seedScreens(cluster.url, count);
  const port = await freePort();
  const origin = `http://localhost:${port}`;
  const child = spawn(process.execPath, ['--import', 'tsx', 'portal/main.ts'], {
    env: {
      ...process.env,
      NODE_ENV: 'production',
      DATABASE_URL: cluster.url,
      KEYPORT_SECRET: randomBytes(32).toString('hex'),
      PORTAL_PORT: String(port),
      PORTAL_URL: origin,
      NEXTAUTH_URL: origin,
    },
    stdio: ['ignore', 'ignore', 'inherit'],
  });
  while (!(await fetch(`${origin}/readyz`).catch(() => null))?.ok) {
    if (child.exitCode !== null) throw new Error('The portal ended');
    await new Promise((resolve) => setTimeout(resolve, 100));
  }
  const cookie = await signIn(origin, email);
  return {
    screens,
    async time(screen) {
      const startedAt = performance.now();
      const answer = await fetch(`${origin}${screens.get(screen)}`, {
        headers: { cookie },
        redirect: 'manual',
      });
      const text = await answer.text();
      const elapsed = performance.now() - startedAt;
      if (answer.status !== 200 || !text.includes('<main')) throw new Error(`${screen}: ${answer.status}`);
      return elapsed;
    },
    async close() {
      const gone = once(child, 'exit');
      child.kill();
      await gone;
      await cluster.remove();
    },
  };
}

async function signIn(origin: string, email: string): Promise<string> {
  const jar = new Map<string, string>();
  const keep = (answer: Response) => {
    for (const line of answer.headers.getSetCookie()) {
      const [pair = ''] = line.split(';');
      jar.set(pair.slice(0, pair.indexOf('=')), pair);
    }
    return answer;
  };
  const cookie = () => [...jar.values()].join('; ');
  const { csrfToken } = (await keep(await fetch(`${origin}/api/auth/csrf`)).json()) as { csrfToken: string };
  keep(
    await fetch(`${origin}/api/auth/callback/credentials`, {
      method: 'POST',
      headers: { cookie: cookie(), origin },
      body: new URLSearchParams({ email, password: PASSWORD, csrfToken, json: 'true' }),
    }),
  );
  return cookie();
}
