import { createTransport } from 'nodemailer';
import { settings } from '@/lib/platform/env/env';
import { isLoopback } from '@/lib/platform/env/shapes';
import { log } from '@/lib/platform/log/log';
import { compose, type EmailMessage } from './compose-email';

/**
 * Limits for each step of the SMTP conversation, and for all of it: the person at the screen gets an answer in time.
 */
const STEP_MS = 5_000;
const TOTAL_MS = 15_000;

/** `unset`: no mail server is configured. `failed`: there is one, and it did not accept the message. */
export type Delivery = 'sent' | 'failed' | 'unset';

export const hasMail = (): boolean => settings().mail !== undefined;

/** Never throws: what a message is about has happened already, whether or not it arrives. */
export async function sendEmail(message: EmailMessage): Promise<Delivery> {
  const { mail } = settings();
  if (!mail) return 'unset';
  try {
    await createTransport(transportOf(mail.smtpUrl)).sendMail({
      from: mail.from,
      // An object is one address, not a list to be parsed.
      to: { name: '', address: message.to },
      subject: message.subject,
      ...compose(message),
      signal: AbortSignal.timeout(TOTAL_MS),
      disableFileAccess: true,
      disableUrlAccess: true,
    });
    return 'sent';
  } catch (error) {
    log.warn(reasonOf(error), 'An email could not be sent');
    return 'failed';
  }
}

function transportOf(smtpUrl: string) {
  const { protocol, hostname, password } = new URL(smtpUrl);
  return {
    url: smtpUrl,
    connectionTimeout: STEP_MS,
    greetingTimeout: STEP_MS,
    socketTimeout: STEP_MS,
    dnsTimeout: STEP_MS,
    // Otherwise somebody on the network could hide that the server offers TLS, and read the password.
    requireTLS: protocol === 'smtp:' && password !== '' && !isLoopback(hostname),
    logger: false,
  };
}

/** Picked: a mail server's message may repeat what it was sent, including the link and the password. */
function reasonOf(error: unknown): Record<string, unknown> {
  if (typeof error !== 'object' || error === null) return {};
  const { code, responseCode, name } = error as { code?: unknown; responseCode?: unknown; name?: unknown };
  return { name, code, responseCode };
}
