import { settings } from '@/lib/platform/env/env';
import { type Recipient, timeInEmail } from '@/lib/platform/mail/compose-email';
import { sendEmail } from '@/lib/platform/mail/send-email';

type Rolled = { id: string; name: string; address: string; oldEndsAt: string };

/** Not awaited: a slow mail server must not delay the answer with the new credentials. */
export function notifyOfSelfRoll(
  recipients: readonly Recipient[],
  { id, name, address, oldEndsAt }: Rolled,
): void {
  for (const { name: reader, email } of recipients) {
    void sendEmail({
      to: email,
      subject: `The API key ${name} rolled itself`,
      paragraphs: [
        `Hello ${reader},`,
        `the API key ${name} asked for new credentials from ${address} and got them. The old ones work until ${timeInEmail(new Date(oldEndsAt))}.`,
      ],
      link: { label: 'Open the API key', url: `${settings().portalUrl}/keys/${id}` },
      closing:
        'If none of your programs did this, somebody else has its secret: disable the key, then roll it yourself.',
    });
  }
}
