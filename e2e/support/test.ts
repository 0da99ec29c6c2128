import { test as base, type Page } from '@playwright/test';
import { Keyport } from './keyport';
import { newPerson, type Person } from './person';
import { useServicesOf } from './services';
import { signIn } from './sign-in';
import { forgetFailedTries } from './throttle';

type TestFixtures = {
  /** Whether `ada` has an authenticator. */
  withAuthenticator: boolean;
  /** The Admin of an organization that no other test works in, signed in in this test's browser. */
  ada: Person;
  /** The page of that browser. */
  portal: Page;
};

type WorkerFixtures = {
  /** Settings of Keyport by their environment names; other ones than the file before mean a Keyport of its own. */
  settings: Record<string, string>;
  keyport: Keyport;
};

/** Playwright's test, with a Keyport of its own for each worker. Tests of one worker share it, one after another. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { scope: 'worker', option: true }],
  keyport: [
    async ({ settings }, use) => {
      const keyport = await Keyport.start(settings);
      const release = useServicesOf(keyport);
      await use(keyport);
      await release();
      await keyport.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  baseURL: async ({ keyport }, use) => use(keyport.portalUrl),
  withAuthenticator: [false, { option: true }],
  ada: async ({ context, keyport, withAuthenticator }, use) => {
    await forgetFailedTries(keyport);
    const ada = await newPerson('Ada Byron');
    await signIn(context, keyport, ada);
    if (withAuthenticator) await ada.setUpAuthenticator();
    await use(ada);
  },
  // Asking for `ada` is what signs the browser in.
  portal: async ({ page, ada: _ }, use) => use(page),
});

export { expect } from '@playwright/test';
