import type { Browser, BrowserContext, Page } from '@playwright/test';
import type { Role } from '@/lib/identity/actor/schema';
import { invite } from '@/lib/organizations/invitations/invite';
import { joinAsMyself, joinAsNew } from '@/lib/organizations/invitations/join';
import { prisma } from '@/lib/platform/db/client';
import { database } from '@/lib/platform/db/database';
import type { Keyport } from './keyport';
import { chooseFrom } from './menu';
import { must } from './must';
import { Person } from './person';
import { signIn } from './sign-in';

let made = 0;

/** Somebody who was invited by `admin` and has joined. Without a mail server: the inviter gets the link. */
export async function newColleague(admin: Person, name: string, role: Role): Promise<Person> {
  made += 1;
  const email = `${name.toLowerCase().replaceAll(' ', '.')}.${process.pid}.${made}@example.com`;
  const password = `some other words in a row ${made}`;
  const sent = must(await invite(admin.actor, { email, role }));
  if (sent.by !== 'hand') throw new Error('The link went by mail');
  const token = sent.link.split('/').at(-1) ?? '';
  must(await joinAsNew({ token, name, password }, 'local'));
  const { id: userId } = await prisma(database()).user.findUniqueOrThrow({ where: { email } });
  return new Person(name, email, password, { ...admin.actor, userId, name, email, role });
}

/** Somebody with an account joins another organization, invited by its Admin. */
export async function joinAsColleague(admin: Person, person: Person, role: Role): Promise<void> {
  const sent = must(await invite(admin.actor, { email: person.email, role }));
  if (sent.by !== 'hand') throw new Error('The link went by mail');
  const token = sent.link.split('/').at(-1) ?? '';
  must(await joinAsMyself(person.actor, { token }));
}

/** A separate browser for somebody else. */
export async function browserOf(
  browser: Browser,
  keyport: Keyport,
  person: Pick<Person, 'email' | 'password'>,
): Promise<{ context: BrowserContext; page: Page }> {
  const context = await browser.newContext({ baseURL: keyport.portalUrl });
  await signIn(context, keyport, person);
  return { context, page: await context.newPage() };
}

export const memberRow = (page: Page, { email }: Pick<Person, 'email'>) =>
  page.getByRole('table', { name: 'Team' }).getByRole('row').filter({ hasText: email });

/** Opens a member's menu and chooses from it. */
export async function chooseFor(page: Page, member: Pick<Person, 'email' | 'name'>, action: string) {
  const item = page.getByRole('menuitem', { name: action, exact: true });
  await chooseFrom(memberRow(page, member).getByRole('button', { name: `Actions for ${member.name}` }), item);
}

export const inviteDialog = (page: Page) => {
  const dialog = page.getByRole('dialog', { name: 'Invite', exact: true });
  return {
    open: page.getByRole('button', { name: 'Invite', exact: true }),
    dialog,
    email: dialog.getByLabel('Email', { exact: true }),
    role: (name: 'Admin' | 'Operations' | 'Viewer') => dialog.getByRole('radio', { name, exact: true }),
    send: dialog.getByRole('button', { name: 'Send invitation', exact: true }),
    link: page.getByRole('textbox', { name: 'Invitation link', exact: true }),
  };
};

export const joinPage = (page: Page, organization: string) => ({
  heading: page.getByRole('heading', { name: `Join ${organization}`, level: 1 }),
  over: page.getByRole('heading', { name: 'This invitation is over', level: 1 }),
  name: page.getByLabel('Name', { exact: true }),
  password: page.getByLabel('Password', { exact: true }),
  join: page.getByRole('button', { name: 'Join', exact: true }),
});

export const openInvitation = (page: Page, email: string) => page.getByRole('listitem', { name: email });
