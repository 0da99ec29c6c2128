import { type AddressInfo, createServer, type Server } from 'node:net';
import { afterAll, beforeAll, describe, expect, test, vi } from 'vitest';
import { linksIn, type Smtp, startSmtp } from '@/test/smtp';
import type { EmailMessage } from './compose-email';

const TOKEN = 'one-time-token';
const PASSWORD = 'hunter2hunter2';
const message: EmailMessage = {
  to: 'ada@example.com',
  subject: 'Join Müller & Søn <b>',
  paragraphs: ['<script>alert(1)</script> asks you to join Müller & Søn.', 'Line\r\n.\r\nof dots'],
  link: { label: 'Join', url: `http://localhost:3000/invitations/${TOKEN}` },
  closing: 'It works for 7 days.',
};

let smtp: Smtp;
beforeAll(async () => {
  smtp = await startSmtp();
});
afterAll(() => smtp.stop());

/** The service as a process with these settings would have it. */
async function serviceWith(smtpUrl: string | null) {
  vi.resetModules();
  if (smtpUrl === null) {
    delete process.env.SMTP_URL;
    delete process.env.MAIL_FROM;
  } else Object.assign(process.env, { SMTP_URL: smtpUrl, MAIL_FROM: 'Keyport <keys@example.com>' });
  const said: string[] = [];
  vi.doMock('@/lib/platform/log/log', async (original) => {
    const { createLog } = await original<typeof import('@/lib/platform/log/log')>();
    return { log: createLog({ write: (line) => void said.push(line) }) };
  });
  return { ...(await import('./send-email')), said };
}

test('a message arrives, in plain text and in HTML, with nothing in it that runs', async () => {
  const { sendEmail, hasMail } = await serviceWith(smtp.url);
  expect(hasMail()).toBe(true);
  expect(await sendEmail(message)).toBe('sent');
  const [received] = smtp.messagesTo('ada@example.com');
  expect(received).toMatchObject({ from: 'Keyport <keys@example.com>', subject: message.subject });
  expect(received && linksIn(received)).toEqual([message.link.url]);
  expect(received?.html).toContain(
    '&lt;script&gt;alert(1)&lt;/script&gt; asks you to join Müller &amp; Søn.',
  );
  expect(received?.html).toContain(`href="${message.link.url}"`);
});

test('without a mail server there is nothing to hand it to', async () => {
  const { sendEmail, hasMail } = await serviceWith(null);
  expect(hasMail()).toBe(false);
  expect(await sendEmail(message)).toBe('unset');
});

test('one address gets it, however the text of it is made', async () => {
  const { sendEmail } = await serviceWith(smtp.url);
  const before = smtp.received.length;
  await sendEmail({ ...message, to: '"a,b"@example.com' });
  await sendEmail({ ...message, to: 'x@example.com\r\nBcc: eve@example.com' });
  expect(smtp.messagesTo('eve@example.com')).toEqual([]);
  expect(smtp.received.slice(before).every(({ to }) => to.length === 1)).toBe(true);
});

describe('what cannot be sent is reported, and its link and the password are in no log', () => {
  let deaf: Server;
  beforeAll(async () => {
    deaf = createServer((socket) => socket.on('error', () => undefined));
    await new Promise<void>((resolve) => deaf.listen(0, '127.0.0.1', resolve));
  });
  afterAll(() => {
    deaf.close();
  });
  const withPassword = (url: string) => url.replace('//', `//keys:${PASSWORD}@`);

  test.each([
    ['nobody listens', () => withPassword('smtp://127.0.0.1:1'), 'ada@example.com'],
    ['a password that it does not know', () => withPassword(smtp.url), 'ada@example.com'],
    ['no such mailbox', () => smtp.url, 'gone@example.com'],
    [
      'it never answers',
      () => withPassword(`smtp://127.0.0.1:${(deaf.address() as AddressInfo).port}`),
      'ada@example.com',
    ],
  ])('%s', async (_case, url, to) => {
    smtp.refuse('gone@example.com');
    const { sendEmail, said } = await serviceWith(url());
    const startedAt = performance.now();
    expect(await sendEmail({ ...message, to })).toBe('failed');
    expect(performance.now() - startedAt).toBeLessThan(15_500);
    expect(said.join('')).toContain('could not be sent');
    expect(said.join('')).not.toMatch(new RegExp(`${TOKEN}|${PASSWORD}`));
  });

  test('a password goes beyond this machine under TLS only', async () => {
    const { sendEmail } = await serviceWith(withPassword(smtp.url));
    await sendEmail(message);
    expect(smtp.passwords.at(-1)).toBe(PASSWORD);
    smtp.passwords.length = 0;
    // An address of this machine that is not its loopback.
    const { sendEmail: sendAfar } = await serviceWith(withPassword(smtp.url).replace('127.0.0.1', '0.0.0.0'));
    expect(await sendAfar(message)).toBe('failed');
    expect(smtp.passwords).toEqual([]);
  });
});
