import type { Page } from '@playwright/test';
import { linksIn, type Smtp } from '@/test/smtp';
import { newPerson } from '../support/person';
import { signInPage } from '../support/sign-in-page';
import { browserOf, inviteDialog, joinPage, openInvitation } from '../support/team';
import { expect } from '../support/test';
import { DAY } from '../support/times';
import { test } from '../support/with-mail';

const PASSWORD = 'quiet otters cross the bridge';
let made = 0;
const newAddress = () => {
  made += 1;
  return `nova.${process.pid}.${made}@example.com`;
};

async function sendInvitation(page: Page, email: string, role: 'Admin' | 'Operations' | 'Viewer' = 'Viewer') {
  const form = inviteDialog(page);
  await page.goto('/team');
  await form.open.click();
  await form.email.fill(email);
  await form.role(role).check();
  await form.send.click();
  await expect(form.dialog).toBeHidden();
  await expect(openInvitation(page, email)).toContainText(role);
}

function linkTo(smtp: Smtp, email: string): string {
  const [link] = linksIn(
    smtp.messagesTo(email).at(-1) ?? { to: [], from: '', subject: '', text: '', html: '', raw: '' },
  );
  if (!link) throw new Error(`No message to ${email}`);
  return link;
}

test('an invitation arrives by mail, and its link brings one person in, once', async ({
  portal,
  browser,
  keyport,
  smtp,
  ada,
}) => {
  const email = newAddress();
  const organization = ada.actor.organization.name;
  await sendInvitation(portal, email, 'Operations');
  await expect(portal.getByText(`The invitation is on its way to ${email}.`)).toBeVisible();
  const [message] = smtp.messagesTo(email);
  expect(message).toMatchObject({
    from: 'Keyport <keys@example.com>',
    subject: `Join ${organization} in Keyport`,
  });
  expect(message?.text).toContain(`Ada Byron invites you to ${organization}`);
  const link = linkTo(smtp, email);
  expect(link).toMatch(new RegExp(`^${keyport.portalUrl}/invitations/[\\w-]{43}$`));

  const context = await browser.newContext();
  const page = await context.newPage();
  // Email programs open links before people do.
  expect((await context.request.get(link)).status()).toBe(200);
  const answer = await page.goto(link);
  expect(answer?.headers()).toMatchObject({ 'referrer-policy': 'no-referrer' });
  expect(answer?.headers()['cache-control']).toContain('no-store');
  const form = joinPage(page, organization);
  await expect(form.heading).toBeVisible();
  await form.name.fill('Nova Reyes');
  await form.password.fill('short');
  await form.join.click();
  await expect(page.getByText('Use at least 15 characters.')).toBeVisible();
  await form.password.fill(PASSWORD);
  await form.join.click();
  await expect(page.getByRole('heading', { name: 'Overview', level: 1 })).toBeVisible();
  await page.goto('/keys');
  await expect(page.getByRole('link', { name: 'Add API Key' }).first()).toBeVisible();

  const second = await (await browser.newContext()).newPage();
  const again = await second.goto(link);
  expect(again?.status()).toBe(404);
  await expect(joinPage(second, organization).over).toBeVisible();
  await portal.reload();
  await expect(openInvitation(portal, email)).toBeHidden();
  await expect(portal.getByRole('row').filter({ hasText: email })).toContainText('Operations');
  expect(keyport.logs()).not.toContain(link.split('/').at(-1));
  await second.context().close();
  await context.close();
});

test('sent again, the old link is over; withdrawn or seven days old, any is', async ({
  portal,
  page: _,
  browser,
  keyport,
  smtp,
  ada,
}) => {
  const email = newAddress();
  const organization = ada.actor.organization.name;
  const guest = await (await browser.newContext()).newPage();
  const form = joinPage(guest, organization);
  await sendInvitation(portal, email);
  const old = linkTo(smtp, email);
  const row = openInvitation(portal, email);
  await row.getByRole('button', { name: 'Resend' }).click();
  await expect(portal.getByText(`There is a new link for ${email}`)).toBeVisible();
  await guest.goto(old);
  await expect(form.over).toBeVisible();
  await guest.goto(linkTo(smtp, email));
  await expect(form.heading).toBeVisible();

  await row.getByRole('button', { name: 'Withdraw' }).click();
  await portal.getByRole('alertdialog').getByRole('button', { name: 'Withdraw' }).click();
  await expect(row).toBeHidden();
  // The form was open already: the message is above what was typed.
  await form.name.fill('Nova Reyes');
  await form.password.fill(PASSWORD);
  await form.join.click();
  await expect(guest.getByRole('main').getByRole('alert')).toContainText('This invitation is over');
  await expect(form.name).toHaveValue('Nova Reyes');

  const late = newAddress();
  await sendInvitation(portal, late);
  keyport.clock.advance(7 * DAY);
  await guest.goto(linkTo(smtp, late));
  await expect(form.over).toBeVisible();
  await guest.context().close();
});

test('an address with an account signs in and confirms; no link sets its password', async ({
  portal,
  browser,
  keyport,
  smtp,
  ada,
}) => {
  const organization = ada.actor.organization.name;
  const carol = await newPerson('Carol Shaw');
  await carol.setUpAuthenticator();
  await sendInvitation(portal, carol.email, 'Viewer');
  const link = linkTo(smtp, carol.email);
  const context = await browser.newContext();
  const page = await context.newPage();
  await page.goto(link);
  const form = joinPage(page, organization);
  await expect(form.heading).toBeVisible();
  await expect(form.name).toBeHidden();
  await expect(page.getByLabel('Email', { exact: true })).toHaveValue(carol.email);
  const signIn = signInPage(page);
  await signIn.password.fill(carol.password);
  await signIn.signIn.click();
  await signIn.passcode.fill(carol.freshPasscode(keyport.clock));
  await signIn.verify.click();
  await expect(page.getByText(`You are signed in as ${carol.email}.`)).toBeVisible();
  await form.join.click();
  await expect(page.getByRole('button', { name: `Organization: ${organization}` })).toBeVisible();
  await page.goto('/keys');
  await expect(page.getByText('No one has added an API key yet.')).toBeVisible();
  await expect(page.getByRole('link', { name: 'Add API Key' })).toBeHidden();
  await context.close();
});

test('somebody else who is signed in is shown whom it is for', async ({
  portal,
  browser,
  keyport,
  smtp,
  ada,
}) => {
  const organization = ada.actor.organization.name;
  const email = newAddress();
  await sendInvitation(portal, email);
  const eve = await newPerson('Eve Stone');
  const { context, page } = await browserOf(browser, keyport, eve);
  await page.goto(linkTo(smtp, email));
  await expect(page.getByText(`This invitation is for ${email}.`)).toBeVisible();
  const form = joinPage(page, organization);
  await expect(form.join).toBeHidden();
  await page.getByRole('button', { name: `Sign out and go on as ${email}` }).click();
  await expect(form.name).toBeVisible();
  await context.close();
});

test('a message that the mail server refuses loses nothing', async ({ portal, smtp, ada: _ }) => {
  const email = newAddress();
  smtp.refuse(email);
  await portal.goto('/team');
  const form = inviteDialog(portal);
  await form.open.click();
  await form.email.fill(email);
  await form.send.click();
  await expect(portal.getByText('The mail server did not take the letter.')).toBeVisible();
  await expect(form.link).toHaveValue(/\/invitations\/[\w-]{43}$/);
  await portal.getByRole('button', { name: 'Close' }).click();
  await expect(openInvitation(portal, email)).toBeVisible();
});

test('members of the team are not invited', async ({ portal, smtp, ada }) => {
  await portal.goto('/team');
  const form = inviteDialog(portal);
  await form.open.click();
  await form.email.fill(ada.email.toUpperCase());
  await form.send.click();
  await expect(form.email).toHaveAccessibleDescription(/Belongs to the team already/);
  expect(smtp.messagesTo(ada.email)).toEqual([]);
});
