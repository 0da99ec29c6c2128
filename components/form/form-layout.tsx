'use client';

import { cx } from 'class-variance-authority';
import { createContext, type ReactNode, useContext, useEffect, useRef } from 'react';
import { Banner } from '@/components/ui/banner';
import { Button, type ButtonProps } from '@/components/ui/button';
import { Card } from '@/components/ui/card';
import type { ActionFailure } from '@/lib/transport/action-result';
import { isUnjudged, NOTHING_LOST } from '@/lib/transport/errors';

type Sent = { pending: boolean; failure: ActionFailure | null; onReload: () => void };

/** The state of the form's last submit; `ActionForm` provides it. */
export const SentForm = createContext<Sent | null>(null);

const LAYOUTS = {
  /** Stays at the bottom of the window while a long form scrolls under it. */
  page: 'form-footer sticky bottom-0 z-10 mt-4 max-w-[45rem] bg-page py-3 before:pointer-events-none before:absolute before:inset-x-0 before:bottom-full before:h-4 before:bg-linear-to-t before:from-page before:to-transparent',
  dialog: 'mt-6',
  card: '',
  /** One button as wide as the form, as when signing in. */
  narrow: '',
};

const BUTTONS = {
  page: 'flex justify-end gap-2 max-sm:[&>*]:flex-1',
  dialog: 'flex justify-end gap-2 max-sm:[&>*]:flex-1',
  card: 'flex flex-wrap gap-2',
  narrow: 'grid gap-2',
};

type FormFooterProps = { layout?: keyof typeof LAYOUTS; children: ReactNode };

/** A form's buttons, together with why its last submit was refused. */
export function FormFooter({ layout = 'card', children }: FormFooterProps) {
  return (
    <div className={cx(LAYOUTS[layout])}>
      <FormFailure />
      <div className={BUTTONS[layout]}>{children}</div>
    </div>
  );
}

/** Takes the focus, so that nobody clicks a button again that seems to do nothing. */
function FormFailure() {
  const { failure, onReload } = useSentForm();
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    if (failure) box.current?.focus();
  }, [failure]);
  if (!failure) return null;
  const { code, message } = failure;
  return (
    <div ref={box} tabIndex={-1} className="mb-3 rounded-card">
      <Banner
        tone="bad"
        role="alert"
        action={
          code === 'UPDATED' && (
            <button type="button" onClick={onReload}>
              Reload
            </button>
          )
        }
      >
        {isUnjudged(code) ? `${message} ${NOTHING_LOST}` : message}
      </Banner>
    </div>
  );
}

/** The form's submit button; busy while it waits for the response. */
export function SubmitButton({ variant = 'primary', ...rest }: Omit<ButtonProps, 'type' | 'pending'>) {
  return <Button {...rest} type="submit" variant={variant} pending={useSentForm().pending} />;
}

function useSentForm(): Sent {
  const sent = useContext(SentForm);
  if (!sent) throw new Error('A FormFooter belongs in an ActionForm');
  return sent;
}

export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-8 gap-y-4 p-5 not-last:border-b not-last:border-line md:grid-cols-[9rem_minmax(0,1fr)]"
    >
      <h2 className="font-semibold">{title}</h2>
      <div className="min-w-0 space-y-5">{children}</div>
    </section>
  );
}

export function FormCard({ children }: { children: ReactNode }) {
  return <Card className="max-w-[45rem]">{children}</Card>;
}
