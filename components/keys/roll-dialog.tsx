'use client';

import { usePathname, useSearchParams } from 'next/navigation';
import { ActionForm } from '@/components/form/action-form';
import { RadioField } from '@/components/form/choice-fields';
import { DateTimeField } from '@/components/form/date-time-field';
import { FormFooter, SubmitButton } from '@/components/form/form-layout';
import { PasscodeField } from '@/components/form/secret-fields';
import { useActionForm } from '@/components/form/use-action-form';
import { useReveal } from '@/components/reveal/reveal-provider';
import { Banner } from '@/components/ui/banner';
import { ButtonLink } from '@/components/ui/button';
import { Dialog, DialogCancel, DialogFooter } from '@/components/ui/dialog';
import { Time } from '@/components/ui/time';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import { type RollKey, rollKeySchema } from '@/lib/access/keys/schema';
import { useGraceOptions } from './grace-options';
import { toScreenReveal } from './to-screen-reveal';
import { useKeyDialogs } from './use-key-dialogs';

type RollDialogProps = { apiKey: KeyDetail; authenticator: boolean; onClose: () => void };

export function RollDialog({ apiKey, authenticator, onClose }: RollDialogProps) {
  const obstacle = whyNot(apiKey, authenticator);
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Roll API Key"
      description={
        <>
          New credentials for <strong>{apiKey.name}</strong>. Its permissions, datasets and IP ranges stay.
        </>
      }
    >
      {obstacle ? <Obstacle {...obstacle} /> : <RollForm apiKey={apiKey} onClose={onClose} />}
    </Dialog>
  );
}

type Way = { words: string; href?: string; link?: string };

/** What prevents rolling, and what to do about it. */
function whyNot({ id, state }: KeyDetail, authenticator: boolean): Way | null {
  if (state === 'revoked')
    return { words: 'This API key was revoked, which is final. Add a new one instead.' };
  if (state === 'expired') {
    const words = 'This API key has expired. Give it a new expiration first, then roll it.';
    return { words, href: `/keys/${id}/edit`, link: 'Edit expiration' };
  }
  if (authenticator) return null;
  const words = 'Rolling asks for the one-time passcode of an authenticator, and you have none yet.';
  return { words, href: `/account?roll=${id}#authenticator`, link: 'Set up authenticator' };
}

function Obstacle({ words, href, link }: Way) {
  return (
    <>
      <Banner tone="warning">{words}</Banner>
      <DialogFooter>
        <DialogCancel />
        {href && (
          <ButtonLink href={href} variant="primary">
            {link}
          </ButtonLink>
        )}
      </DialogFooter>
    </>
  );
}

function RollForm({ apiKey, onClose }: Omit<RollDialogProps, 'authenticator'>) {
  const { show } = useReveal();
  const { actions } = useKeyDialogs();
  const pathname = usePathname();
  const params = useSearchParams();
  const graces = useGraceOptions(apiKey.expiresAt);
  const form = useActionForm({
    schema: rollKeySchema,
    defaultValues: {
      id: apiKey.id,
      credentialId: apiKey.credentialId,
      grace: '12h',
      date: { local: '', zone: '' },
      passcode: '',
    } as RollKey,
    action: actions.roll,
    onSuccess: (reveal) => {
      onClose();
      show(toScreenReveal(reveal, returnTo(pathname, params), { trail: 'Roll API Key', done: 'rolled' }));
    },
  });
  return (
    <ActionForm form={form} className="space-y-4">
      {apiKey.old && (
        <Banner tone="warning">
          Credentials from an earlier roll still work until <Time at={apiKey.old.endsAt} />. Rolling again
          ends them at once.
        </Banner>
      )}
      {apiKey.usedIn !== '' && (
        <Banner tone="info">
          <strong>Used in</strong>, where the new credentials have to go:
          <span className="mt-1 block max-h-24 overflow-y-auto whitespace-pre-line [overflow-wrap:anywhere]">
            {apiKey.usedIn}
          </span>
        </Banner>
      )}
      <RadioField form={form} name="grace" label="Block the old credentials" options={graces} />
      {form.watch('grace') === 'date' && (
        <DateTimeField form={form} name="date" label="Date" hint={latest(apiKey)} />
      )}
      <PasscodeField
        form={form}
        name="passcode"
        label="One-time passcode"
        hint="The six digits that your authenticator shows now."
      />
      <FormFooter layout="dialog">
        <DialogCancel disabled={form.pending} />
        <SubmitButton>Roll API Key</SubmitButton>
      </FormFooter>
    </ActionForm>
  );
}

const latest = ({ expiresAt }: KeyDetail) =>
  expiresAt && (
    <>
      At the latest when the key expires, <Time at={expiresAt} />.
    </>
  );

/** Back to where the roll started, without the parameter that opened the dialog. */
function returnTo(pathname: string, params: URLSearchParams): string {
  const rest = new URLSearchParams(params);
  rest.delete('roll');
  // A reveal that came from rolling doesn't fit the page that created the key.
  const home = pathname === '/keys/new' ? '/keys' : pathname;
  return rest.size > 0 ? `${home}?${rest}` : home;
}
