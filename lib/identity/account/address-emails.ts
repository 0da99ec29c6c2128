import { settings } from '@/lib/platform/env/env';
import type { Recipient } from '@/lib/platform/mail/compose-email';
import { sendEmail } from '@/lib/platform/mail/send-email';
import { ok, type Result, refuse } from '@/lib/platform/result';
import { notifyAccountChange } from './account-notices';
import type { AddressStep } from './schema';

/** To the new address. The token is in the link's fragment, which browsers don't send to a server. */
export async function sendAddressLink(
  { name, email: present }: Recipient,
  email: string,
  token: string,
): Promise<Result<AddressStep, 'MAIL_FAILED'>> {
  const { portalUrl } = settings();
  const delivery = await sendEmail({
    to: email,
    subject: 'Confirm your new Keyport address',
    paragraphs: [
      `Hello ${name},`,
      `you asked to sign in at ${portalUrl} with ${email} instead of ${present}. Confirm that this mailbox is yours.`,
    ],
    link: { label: 'Confirm this address', url: `${portalUrl}/confirm-address#${token}` },
    closing:
      'The link works once, for 60 minutes. If you did not ask for this, do nothing: nobody signs in with your address then.',
  });
  return delivery === 'sent' ? ok({ step: 'mailed', email }) : refuse('MAIL_FAILED');
}

/** To the old address, which stays until the new one is confirmed. */
export const notifyAddressRequest = (reader: Recipient, email: string): void =>
  notifyAccountChange(
    reader,
    'Your Keyport address is about to change',
    `somebody who is signed in as you asked to sign in with ${email} instead of this address. It counts once that address is confirmed.`,
  );

/** To the old address: the new one may belong to somebody who took over the account. */
export const notifyAddressChange = (reader: Recipient, email: string): void =>
  notifyAccountChange(
    reader,
    'Your Keyport address was changed',
    `you sign in to Keyport with ${email} from now on, and no longer with this address.`,
  );
