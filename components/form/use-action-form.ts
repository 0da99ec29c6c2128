'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import { unstable_rethrow } from 'next/navigation';
import { type FormEvent, useRef, useState, useTransition } from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import type { ActionFailure, ActionResult } from '@/lib/action-result';

type Options<Values extends FieldValues, Value> = {
  /** The schema of the action's input: the browser checks with it first, the server again. */
  schema: z.ZodType<unknown, Values>;
  defaultValues: NoInfer<Values>;
  action: (input: Values) => Promise<ActionResult<Value>>;
  onSuccess?: (value: Value) => void;
};

export type ActionForm<Values extends FieldValues> = UseFormReturn<Values> & {
  pending: boolean;
  /** What the last submit was refused with and no field could say, until the next one. */
  failure: ActionFailure | null;
  onSubmit: (event: FormEvent) => void;
};

const unreachable: ActionFailure = {
  ok: false,
  code: 'UNREACHABLE',
  message: 'Keyport could not be reached. Nothing you typed is lost. Try again.',
};

/**
 * A form around one server action. It sends what was typed, not what the schema made of it, because the server
 * parses it again. Whatever goes wrong, the fields keep their text.
 */
export function useActionForm<Values extends FieldValues, Value>(
  options: Options<Values, Value>,
): ActionForm<Values> {
  const form = useForm<Values>({
    resolver: zodResolver(options.schema, undefined, { raw: true }),
    // Whole by its type; react-hook-form asks for a partial that TypeScript can't derive from a generic.
    defaultValues: options.defaultValues as DefaultValues<Values>,
  });
  const [pending, startTransition] = useTransition();
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  // State would be a render late for the second half of a double click.
  const busy = useRef(false);

  const refuse = (refusal: ActionFailure) => {
    const placed = placeMessages(form, options.defaultValues, refusal.fields ?? {});
    // Said beside its field, it need not be said twice.
    setFailure(placed ? null : refusal);
  };

  const send = async (values: Values) => {
    try {
      const result = await options.action(values);
      if (!result.ok) return refuse(result);
      // Navigations that it starts keep the button busy until the next screen is there.
      startTransition(() => options.onSuccess?.(result.value));
    } catch (error) {
      // A redirect or a 404 from the action is Next's to handle.
      unstable_rethrow(error);
      refuse(unreachable);
    } finally {
      busy.current = false;
    }
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog's form stands in a portal, through which React would hand the event to the form around it.
    event.stopPropagation();
    if (busy.current || pending) return;
    busy.current = true;
    const valid = (values: Values) => {
      setFailure(null);
      startTransition(() => send(values));
    };
    const invalid = () => {
      busy.current = false;
      setFailure(null);
    };
    void form.handleSubmit(valid, invalid)();
  };

  return { ...form, pending, failure, onSubmit };
}

/** Beside the fields that the form has, the first of them focused. True when every message found its place. */
function placeMessages<Values extends FieldValues>(
  form: UseFormReturn<Values>,
  defaults: Values,
  fields: Record<string, string[]>,
): boolean {
  const known = Object.keys(defaults).filter((name) => fields[name]?.length) as Path<Values>[];
  known.forEach((name, index) => {
    form.setError(
      name,
      { type: 'server', message: fields[name]?.join('\n') ?? '' },
      { shouldFocus: index === 0 },
    );
  });
  return known.length > 0 && known.length === Object.keys(fields).length;
}
