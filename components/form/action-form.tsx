'use client';

import type { ReactNode } from 'react';
import type { FieldValues } from 'react-hook-form';
import { SentForm } from './form-layout';
import { UnsavedGuard } from './unsaved-guard';
import type { ActionForm as Form } from './use-action-form';

type ActionFormProps<Values extends FieldValues> = {
  form: Form<Values>;
  /** Asks before a person leaves the page with unsaved input. One such form per page. */
  guarded?: boolean;
  className?: string;
  children: ReactNode;
};

/** `noValidate`: our words stand beside the fields, the browser's bubbles would cover them. */
export function ActionForm<Values extends FieldValues>({
  form,
  guarded = false,
  className,
  children,
}: ActionFormProps<Values>) {
  const { pending, failure, onReload } = form;
  return (
    <form noValidate onSubmit={form.onSubmit} className={className}>
      <SentForm value={{ pending, failure, onReload }}>{children}</SentForm>
      {guarded && <UnsavedGuard form={form} />}
    </form>
  );
}
