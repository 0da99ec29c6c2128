import { test as base, type Page } from '@playwright/test';
import { Keyport } from './keyport';
import { newPerson, type Person } from './person';
import { useServicesOf } from './services';
import { sessionOf, signIn } from './sign-in';
import { forgetFailedTries } from './throttle';
import { startTunnel } from './tls';

type TestFixtures = {
  /** Whether `ada` has an authenticator. */
  withAuthenticator: boolean;
  /** The Admin of an organization that no other test uses, signed in in this test's browser. */
  ada: Person;
  /** The page of that browser. */
  portal: Page;
};

type WorkerFixtures = {
  /**
   * Settings of Keyport by their environment names; if they differ from the previous file's, it gets a Keyport of its
   * own.
   */
  settings: Record<string, string>;
  /** Whether people reach Keyport over TLS, through a real proxy. With `npm test -- --tls` all tests do. */
  tls: boolean;
  /** How browsers and requests resolve Keyport's name, if it has one. */
  tunnel: string | undefined;
  keyport: Keyport;
};

/** Playwright's test, with a Keyport for each worker. Tests of one worker share it, one after another. */
export const test = base.extend<TestFixtures, WorkerFixtures>({
  settings: [{}, { scope: 'worker', option: true }],
  tls: [process.env.KEYPORT_TEST_TLS === '1', { scope: 'worker', option: true }],
  tunnel: [
    async ({ tls }, use) => {
      const tunnel = tls ? await startTunnel() : undefined;
      await use(tunnel?.server);
      tunnel?.stop();
    },
    { scope: 'worker' },
  ],
  keyport: [
    async ({ settings, tls }, use) => {
      Keyport.reach = tls ? 'tls' : 'port';
      const keyport = await Keyport.start(settings);
      const release = useServicesOf(keyport);
      await use(keyport);
      await release();
      await keyport.remove();
    },
    { scope: 'worker', timeout: 60_000 },
  ],
  // The certificate is generated for the test; no authority has signed it.
  ignoreHTTPSErrors: async ({ tls }, use) => use(tls),
  proxy: async ({ tunnel }, use) =>
    use(tunnel === undefined ? undefined : { server: tunnel, bypass: '127.0.0.1,localhost' }),
  baseURL: async ({ keyport }, use) => use(keyport.portalUrl),
  withAuthenticator: [false, { option: true }],
  ada: async ({ context, keyport, withAuthenticator }, use) => {
    await forgetFailedTries(keyport);
    const ada = await newPerson('Ada Byron');
    await signIn(context, keyport, ada);
    if (withAuthenticator) {
      // Turning one on signs out every other browser.
      ada.actor.sessionId = await sessionOf(keyport, ada);
      await ada.setUpAuthenticator();
    }
    await use(ada);
  },
  // Requesting `ada` signs in the browser.
  portal: async ({ page, ada: _ }, use) => use(page),
});

export { expect } from '@playwright/test';
