import { type Bootstrap, readBootstrap } from '@/lib/platform/env/env';
import { currentTime } from '@/lib/platform/time/clock';
import { endCommands } from '../bootstrap/run.mjs';
import { say, seconds } from '../bootstrap/say.mjs';
import { bringUpToDate, type Held, holdDatabase, keepAlive } from './database';
import { Plane } from './plane';
import { addressFor, requireFreePorts } from './ports';

/** How the two planes are run: from the build, or from the source as it changes. */
export type Mode = {
  nodeEnv: 'production' | 'development';
  prepare(): Promise<void>;
  portal: string[];
  verifier: string[];
  /** Called once both are ready. */
  whenReady?(verifier: Plane): void;
};

/** Runs Keyport until it is told to stop; answers the exit code. */
export async function supervise(mode: Mode): Promise<number> {
  const startedAt = performance.now();
  const settings = readBootstrap(process.env);
  await requireFreePorts(settings);
  say('Starting Keyport');
  const stop = stopSignal();
  const planes: Plane[] = [];
  let held: Held | undefined;
  try {
    // Takes as long as PostgreSQL, so it is done meanwhile.
    const domain = loadDomain();
    domain.catch(() => undefined);
    held = await holdDatabase(settings);
    // Set before anything of the domain is called, which reads its settings from here.
    Object.assign(process.env, environment(settings, held, mode));
    await bringUpToDate(held.databaseUrl);
    const link = await firstRunLink(domain);
    if (stop.requested) return 0;
    await mode.prepare();
    if (stop.requested) return 0;
    const [portal, verifier] = planesFor(settings, mode);
    planes.push(portal, verifier);
    await Promise.race([Promise.all(planes.map((plane) => plane.start())), stop.code]);
    if (stop.requested) return 0;
    if (held.cluster) keepAlive(held.cluster, () => stop.request(1));
    mode.whenReady?.(verifier);
    announce(settings, link, startedAt);
    return await stop.code;
  } catch (error) {
    // What was under way was ended by the one who wants it all to end.
    if (stop.requested) return 0;
    throw error;
  } finally {
    if (planes.length > 0) say('Stopping Keyport');
    await Promise.allSettled(planes.map((plane) => plane.stop()));
    await held?.cluster?.stop();
  }
}

function stopSignal() {
  let request: (code: number) => void = () => undefined;
  const code = new Promise<number>((resolve) => {
    request = resolve;
  });
  const stop = { requested: false, code, request };
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) {
    process.on(signal, () => {
      stop.requested = true;
      endCommands();
      request(0);
    });
  }
  return stop;
}

function environment(settings: Bootstrap, held: Held, mode: Mode): NodeJS.ProcessEnv {
  return {
    NODE_ENV: mode.nodeEnv,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: held.databaseUrl,
    KEYPORT_SECRET: held.secret,
    PORTAL_URL: settings.portalUrl,
    NEXTAUTH_URL: settings.portalUrl,
    NEXT_TELEMETRY_DISABLED: '1',
  };
}

const loadDomain = () =>
  Promise.all([
    import('@/lib/platform/secrets/check-root-secret'),
    import('@/lib/platform/audit/check-head'),
    import('@/lib/organizations/setup/setup-link'),
    import('@/lib/access/built-in-keys/built-in-keys'),
    import('@/lib/platform/db/database'),
  ]);

async function firstRunLink(domain: ReturnType<typeof loadDomain>): Promise<string | null> {
  const [
    { checkRootSecret },
    { checkAuditHead },
    { issueSetupLink },
    { ensureBuiltInKeys: ensureStandingKeys },
    { closeDatabase },
  ] = await domain;
  try {
    await checkRootSecret();
    await checkAuditHead();
    await ensureStandingKeys(currentTime());
    return await issueSetupLink(currentTime());
  } finally {
    await closeDatabase();
  }
}

function planesFor(settings: Bootstrap, mode: Mode): [Plane, Plane] {
  const env = { ...process.env };
  const { portalHost, portalPort, verifierHost, verifierPort } = settings;
  return [
    new Plane({ name: 'portal', args: mode.portal, env, address: addressFor(portalHost, portalPort) }),
    new Plane({
      name: 'verifier',
      args: mode.verifier,
      env,
      address: addressFor(verifierHost, verifierPort),
    }),
  ];
}

function announce(settings: Bootstrap, link: string | null, startedAt: number): void {
  say(`Keyport is ready after ${seconds(startedAt)}`);
  say(`  Portal    ${settings.portalUrl}`);
  say(`  Verifier  ${addressFor(settings.verifierHost, settings.verifierPort)}`);
  if (link) say(`\n  Set it up, within an hour, at ${link}\n`);
}
