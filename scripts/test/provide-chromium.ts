import { step } from '../bootstrap/print.mjs';
import { runCommand } from '../bootstrap/run-command.mjs';
import { StartError } from '../postgres/start-error';
import { findChromium, runs } from './chromium';

/** A Chromium that starts: an installed one, Playwright's, or for root the system's package. */
export async function provideChromium(): Promise<string> {
  const found = usable();
  if (found) return found;
  const downloaded = await attempt("Download Playwright's Chromium", async () => {
    await runCommand(process.execPath, ['node_modules/@playwright/test/cli.js', 'install', 'chromium']);
  });
  if (downloaded) return downloaded;
  if (process.getuid?.() === 0) {
    // Not every system has the first one.
    for (const name of ['chromium-headless-shell', 'chromium']) {
      const installed = await attempt(`Install the package ${name}`, async () => {
        const env = { ...process.env, DEBIAN_FRONTEND: 'noninteractive' };
        await runCommand('apt-get', ['update'], { env });
        await runCommand('apt-get', ['install', '-y', '--no-install-recommends', name], { env });
      });
      if (installed) return installed;
    }
  }
  throw new StartError(
    'The browser tests need Chromium: install the package chromium, or set CHROMIUM_PATH.',
  );
}

async function attempt(label: string, work: () => Promise<void>): Promise<string | undefined> {
  // Not every network allows the download; the next way may work.
  await step(label, work).catch(() => undefined);
  return usable();
}

function usable(): string | undefined {
  const path = findChromium();
  return path && runs(path) ? path : undefined;
}
