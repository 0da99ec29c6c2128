import { defineConfig } from '@playwright/test';
import { chromiumArguments, findChromium } from './scripts/test/chromium';

const executablePath = findChromium();

export default defineConfig({
  testDir: 'e2e',
  globalSetup: './e2e/support/global-setup.ts',
  fullyParallel: false,
  workers: 2,
  // A machine that is busy with something else loses a click now and then. What passed at a later try only is run again
  // by npm test, alone and many times without another try, and fails it if it is a race.
  retries: 2,
  forbidOnly: Boolean(process.env.CI),
  timeout: 60_000,
  expect: { timeout: 10_000 },
  reporter: process.env.KEYPORT_TEST_REPORT
    ? [['list'], ['json', { outputFile: process.env.KEYPORT_TEST_REPORT }]]
    : [['list']],
  use: {
    screenshot: 'only-on-failure',
    locale: 'en-US',
    timezoneId: 'UTC',
    launchOptions: { args: chromiumArguments(), ...(executablePath ? { executablePath } : {}) },
  },
  projects: [{ name: 'desktop', use: { viewport: { width: 1480, height: 900 } } }],
});
