import { type Bootstrap, readBootstrap } from '@/lib/platform/env/env';
import { currentTime } from '@/lib/platform/time/clock';
import { print, secondsSince } from '../bootstrap/print.mjs';
import { stopCommands } from '../bootstrap/run-command.mjs';
import { type OpenDatabase, openDatabase, restartOnExit, runMigrations } from './database';
import { ManagedProcess } from './managed-process';
import { addressFor, requireFreePorts } from './ports';

/** How the portal and the verifier are run: from the build, or from the source as it changes. */
export type Mode = {
  nodeEnv: 'production' | 'development';
  prepare(): Promise<void>;
  portal: string[];
  verifier: string[];
  /** Called once both are ready. */
  whenReady?(verifier: ManagedProcess): void;
};

/** Runs Keyport until it is asked to stop. Returns the exit code. */
export async function supervise(mode: Mode): Promise<number> {
  const startedAt = performance.now();
  const settings = readBootstrap(process.env);
  await requireFreePorts(settings);
  print('Starting Keyport');
  const stop = stopSignal();
  const processes: ManagedProcess[] = [];
  let database: OpenDatabase | undefined;
  try {
    // Takes as long as starting PostgreSQL, so both are done at once.
    const domain = loadDomain();
    domain.catch(() => undefined);
    database = await openDatabase(settings);
    // Set before the domain is called, which reads its settings from the environment.
    Object.assign(process.env, environment(settings, database, mode));
    await runMigrations(database.databaseUrl);
    const link = await prepareDatabase(domain);
    if (stop.requested) return 0;
    await mode.prepare();
    if (stop.requested) return 0;
    const [portal, verifier] = createProcesses(settings, mode);
    processes.push(portal, verifier);
    await Promise.race([Promise.all(processes.map((each) => each.start())), stop.code]);
    if (stop.requested) return 0;
    if (database.cluster) restartOnExit(database.cluster, () => stop.request(1));
    mode.whenReady?.(verifier);
    announce(settings, link, startedAt);
    return await stop.code;
  } catch (error) {
    // A command that failed because it was stopped.
    if (stop.requested) return 0;
    throw error;
  } finally {
    if (processes.length > 0) print('Stopping Keyport');
    await Promise.allSettled(processes.map((each) => each.stop()));
    await database?.cluster?.stop();
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
      stopCommands();
      request(0);
    });
  }
  return stop;
}

function environment(settings: Bootstrap, database: OpenDatabase, mode: Mode): NodeJS.ProcessEnv {
  return {
    NODE_ENV: mode.nodeEnv,
    DATA_DIR: settings.dataDir,
    DATABASE_URL: database.databaseUrl,
    KEYPORT_SECRET: database.secret,
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

/**
 * Checks the root secret and the head of the audit log, and creates built-in keys that are missing. Returns the setup link
 * if nobody has an account yet.
 */
async function prepareDatabase(domain: ReturnType<typeof loadDomain>): Promise<string | null> {
  const [
    { checkRootSecret },
    { checkAuditHead },
    { issueSetupLink },
    { ensureBuiltInKeys },
    { closeDatabase },
  ] = await domain;
  try {
    await checkRootSecret();
    await checkAuditHead();
    await ensureBuiltInKeys(currentTime());
    return await issueSetupLink(currentTime());
  } finally {
    await closeDatabase();
  }
}

function createProcesses(settings: Bootstrap, mode: Mode): [ManagedProcess, ManagedProcess] {
  const env = { ...process.env };
  const { portalHost, portalPort, verifierHost, verifierPort } = settings;
  return [
    new ManagedProcess({
      name: 'portal',
      args: mode.portal,
      env,
      address: addressFor(portalHost, portalPort),
    }),
    new ManagedProcess({
      name: 'verifier',
      args: mode.verifier,
      env,
      address: addressFor(verifierHost, verifierPort),
    }),
  ];
}

function announce(settings: Bootstrap, link: string | null, startedAt: number): void {
  print(`Keyport is ready after ${secondsSince(startedAt)}`);
  print(`  Portal    ${settings.portalUrl}`);
  print(`  Verifier  ${addressFor(settings.verifierHost, settings.verifierPort)}`);
  if (link) print(`\n  Set it up, within an hour, at ${link}\n`);
}
