import { settings } from '@/lib/platform/env/env';
import { sendEmail } from '@/lib/platform/mail/send-email';
import type { Admin } from './endpoint-store';

type Disabled = { id: string; url: string; failingSince: Date; admins: readonly Admin[] };

/** Not awaited: a slow mail server must not keep other endpoints waiting. */
export function notifyOfDisabledEndpoint({ id, url, failingSince, admins }: Disabled): void {
  const since = failingSince.toISOString().slice(0, 16).replace('T', ', ');
  for (const { name, email } of admins) {
    void sendEmail({
      to: email,
      subject: 'A webhook endpoint was disabled',
      paragraphs: [
        `Hello ${name},`,
        `the webhook endpoint ${url} has not accepted an event since ${since} UTC, so Keyport has stopped sending to it. Events that were waiting are sent once you enable it again. Changes made until then are not.`,
      ],
      link: { label: 'Open the endpoint', url: `${settings().portalUrl}/webhooks/${id}` },
      closing: 'If the endpoint is no longer needed, delete it.',
    });
  }
}
