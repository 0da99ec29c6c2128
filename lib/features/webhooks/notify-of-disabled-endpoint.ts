import { settings } from '@/lib/platform/env/env';
import { type Recipient, timeInEmail } from '@/lib/platform/mail/compose-email';
import { sendEmail } from '@/lib/platform/mail/send-email';

type Disabled = { id: string; url: string; failingSince: Date; admins: readonly Recipient[] };

/** Not awaited: a slow mail server must not keep other endpoints waiting. */
export function notifyOfDisabledEndpoint({ id, url, failingSince, admins }: Disabled): void {
  for (const { name, email } of admins) {
    void sendEmail({
      to: email,
      subject: 'A webhook endpoint was disabled',
      paragraphs: [
        `Hello ${name},`,
        `the webhook endpoint ${url} has not accepted an event since ${timeInEmail(failingSince)}, so Keyport has stopped sending to it. Events that were waiting are sent once you enable it again. Changes made until then are not.`,
      ],
      link: { label: 'Open the endpoint', url: `${settings().portalUrl}/webhooks/${id}` },
      closing: 'If the endpoint is no longer needed, delete it.',
    });
  }
}
