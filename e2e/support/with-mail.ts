import { type Smtp, startSmtp } from '@/test/smtp';
import { test as base } from './test';

/** Like `test`, with a Keyport that sends its mail to a real mail server, `smtp`. */
export const test = base.extend<object, { smtp: Smtp }>({
  smtp: [
    // biome-ignore lint/correctness/noEmptyPattern: Playwright reads the fixtures that are asked for from the pattern.
    async ({}, use) => {
      const smtp = await startSmtp();
      await use(smtp);
      await smtp.stop();
    },
    { scope: 'worker' },
  ],
  settings: [
    async ({ smtp }, use) => use({ SMTP_URL: smtp.url, MAIL_FROM: 'Keyport <keys@example.com>' }),
    { scope: 'worker' },
  ],
});
