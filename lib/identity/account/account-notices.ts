import { settings } from '@/lib/platform/env/env';
import type { Recipient } from '@/lib/platform/mail/compose-email';
import { sendEmail } from '@/lib/platform/mail/send-email';

/**
 * Tells a person what was changed in their account, so that a change by somebody else doesn't go unnoticed. It isn't
 * awaited: the change has happened, and a slow mail server must not delay the screen.
 */
export function notifyAccountChange({ name, email }: Recipient, subject: string, what: string): void {
  void sendEmail({
    to: email,
    subject,
    paragraphs: [`Hello ${name},`, what],
    link: { label: 'Open Keyport', url: `${settings().portalUrl}/account` },
    closing: 'If this was not you, ask for a new password on the sign-in page at once, and tell your Admin.',
  });
}

export const notifyPasswordChange = (reader: Recipient): void =>
  notifyAccountChange(
    reader,
    'Your Keyport password was changed',
    'your password was changed a moment ago, and other browsers were signed out.',
  );
