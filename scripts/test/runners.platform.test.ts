import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { runPlaywright } from './runners';

let project: string;
beforeEach(() => {
  project = mkdtempSync(join(tmpdir(), 'keyport-runners-'));
  symlinkSync(resolve('node_modules'), join(project, 'node_modules'));
  mkdirSync(join(project, 'e2e'));
  writeFileSync(
    join(project, 'playwright.config.js'),
    `module.exports = {
       testDir: 'e2e',
       retries: 2,
       reporter: [['json', { outputFile: process.env.KEYPORT_TEST_REPORT }]],
     };`,
  );
});
afterEach(() => rmSync(project, { recursive: true, force: true }));

/** A test without a browser, beside one that is fine. It fails at each of its `tries` for which `loses` holds. */
function write(loses: string): void {
  writeFileSync(
    join(project, 'e2e/race.spec.js'),
    `const { appendFileSync, readFileSync } = require('node:fs');
     const { expect, test } = require('@playwright/test');
     test('fine', () => undefined);
     test('a race', () => {
       appendFileSync('tries', '.');
       const tries = readFileSync('tries', 'utf8').length;
       expect(${loses}).toBe(false);
     });`,
  );
}
const play = () => runPlaywright(join(project, 'report.json'), process.env, project);

it.each([
  ['passes where it passed each time that it was repeated', 'tries === 1', 0],
  // The fourth, the seventh and the tenth try are among the ten.
  ['fails where it loses one time in three', 'tries % 3 === 1', 3],
])('a browser test that passed at a later try only %s', async (_how, loses, failed) => {
  write(loses);
  expect(await play()).toEqual({ passed: 2, failed, late: 1 });
});
