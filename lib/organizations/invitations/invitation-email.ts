import type { Role } from '@/lib/identity/actor/schema';
import { sendEmail } from '@/lib/platform/mail/send-email';
import type { SentInvitation } from './schema';

const ROLE_SENTENCES: Record<Role, string> = {
  admin: 'As Admin you can do everything there, the team included.',
  operations: 'With the role Operations you look after its API keys and datasets.',
  viewer: 'With the role Viewer you can look at its API keys.',
};

type Invited = { email: string; role: Role; organization: string; invitedBy: string; link: string };

/** Mails the link if mail is configured; otherwise returns it, for the inviter to pass on. */
export async function sendInvitation({
  email,
  role,
  organization,
  invitedBy,
  link,
}: Invited): Promise<SentInvitation> {
  const delivery = await sendEmail({
    to: email,
    subject: `Join ${organization} in Keyport`,
    paragraphs: [
      `${invitedBy} invites you to ${organization} in Keyport, where its API keys are kept.`,
      ROLE_SENTENCES[role],
    ],
    link: { label: 'Accept the invitation', url: link },
    closing:
      'The link works once, and for 7 days. If you did not expect it, leave it alone: nothing happens then.',
  });
  if (delivery === 'sent') return { email, by: 'mail' };
  return { email, by: 'hand', link, mailFailed: delivery === 'failed' };
}
