'use client';

import { createContext, type ReactNode, useContext } from 'react';
import type { FieldValues } from 'react-hook-form';
import { Banner } from '@/components/ui/banner';
import { Button, type ButtonProps } from '@/components/ui/button';
import type { ActionForm as Form } from './use-action-form';

const Pending = createContext(false);

type ActionFormProps<Values extends FieldValues> = {
  form: Form<Values>;
  className?: string;
  children: ReactNode;
};

/** `noValidate`: our words stand beside the fields, the browser's bubbles would cover them. */
export function ActionForm<Values extends FieldValues>({
  form,
  className,
  children,
}: ActionFormProps<Values>) {
  return (
    <form noValidate onSubmit={form.onSubmit} className={className}>
      <Pending value={form.pending}>
        {form.failure && (
          <Banner tone="bad" role="alert" className="mb-4">
            {form.failure.message}
          </Banner>
        )}
        {children}
      </Pending>
    </form>
  );
}

/** The form's last step; busy while an answer is awaited. */
export function SubmitButton({ variant = 'main', ...rest }: Omit<ButtonProps, 'type' | 'pending'>) {
  return <Button {...rest} type="submit" variant={variant} pending={useContext(Pending)} />;
}
