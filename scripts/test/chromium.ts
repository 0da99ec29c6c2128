import { spawnSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import { chromium } from '@playwright/test';

/** The headless shell first: it has no windows to draw, and the tests take two thirds of the time. */
const NAMES = [
  'chromium-headless-shell',
  'chromium',
  'chromium-browser',
  'google-chrome',
  'google-chrome-stable',
];
const ON_MACOS = [
  '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
  '/Applications/Chromium.app/Contents/MacOS/Chromium',
];

/** An installed Chromium: the one that is named, the system's, or Playwright's own. */
export function findChromium(): string | undefined {
  const named = process.env.CHROMIUM_PATH;
  if (named) return named;
  const directories = (process.env.PATH ?? '').split(':');
  const installed = NAMES.flatMap((name) => directories.map((directory) => `${directory}/${name}`));
  return [...installed, ...ON_MACOS, chromium.executablePath()].find((path) => existsSync(path));
}

/** Root's Chromium refuses its sandbox; the other flags have nothing to do with what is tested. */
export function chromiumArguments(): string[] {
  const quiet = ['--disable-background-networking', '--disable-component-update', '--disable-sync'];
  return process.getuid?.() === 0 ? [...quiet, '--no-sandbox'] : quiet;
}

/** Whether it starts: a downloaded one may lack system libraries. */
export function runs(path: string): boolean {
  return spawnSync(path, ['--version'], { stdio: 'ignore', timeout: 30_000 }).status === 0;
}
