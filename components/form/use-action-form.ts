'use client';

import { zodResolver } from '@hookform/resolvers/zod';
import {
  type FormEvent,
  type RefObject,
  useEffect,
  useEffectEvent,
  useRef,
  useState,
  useTransition,
} from 'react';
import {
  type DefaultValues,
  type FieldValues,
  type Path,
  type PathValue,
  type UseFormReturn,
  useForm,
} from 'react-hook-form';
import type { z } from 'zod';
import { callAction } from '@/components/action/call-action';
import { useCallAction } from '@/components/action/use-call-action';
import { leaveWithoutAsking } from '@/components/reveal/use-navigation-guard';
import type { ActionFailure, ActionResult } from '@/lib/transport/action-result';

type Options<Values extends FieldValues, Value> = {
  /** The schema of the action's input: the browser checks with it first, the server again. */
  schema: z.ZodType<unknown, Values>;
  defaultValues: NoInfer<Values>;
  action: (input: Values) => Promise<ActionResult<Value>>;
  onSuccess?: (value: Value) => void;
};

export type ActionForm<Values extends FieldValues> = UseFormReturn<Values> & {
  pending: boolean;
  /** Why the last submit was refused, if no field shows it, until the next one. */
  failure: ActionFailure | null;
  onSubmit: (event: FormEvent) => void;
  /** Reloads the page, which is of an earlier build, keeping what was typed. */
  onReload: () => void;
  /** Fields whose text may be kept across a reload: those that a person fills in and that aren't secret. */
  keepable: RefObject<Set<string>>;
  /** What has to happen before a success leaves the page. */
  release: RefObject<(go: () => void) => void>;
};

/**
 * A form for one server action. It sends what was typed, not the schema's output, because the server parses it again.
 * Whatever goes wrong, the fields keep their text.
 */
export function useActionForm<Values extends FieldValues, Value>(
  options: Options<Values, Value>,
): ActionForm<Values> {
  const form = useForm<Values>({
    resolver: zodResolver(options.schema, undefined, { raw: true }),
    // Complete by its type; react-hook-form wants a partial that TypeScript can't derive from a generic.
    defaultValues: options.defaultValues as DefaultValues<Values>,
  });
  const sendAction = useCallAction();
  // Not one transition with the navigation: until it ended, React would hold back what the sign-in dialog shows.
  const [sending, setSending] = useState(false);
  const [moving, startTransition] = useTransition();
  const pending = sending || moving;
  const [failure, setFailure] = useState<ActionFailure | null>(null);
  const release = useRef<(go: () => void) => void>((go) => go());
  const keepable = useRef(new Set<string>());
  // State would be a render late for the second click of a double click.
  const busy = useRef(false);

  const refuse = (refusal: ActionFailure) => {
    const placed = placeMessages(form, options.defaultValues, refusal.fields ?? {});
    // Shown beside its field, it needn't be shown twice.
    setFailure(placed ? null : refusal);
  };

  const send = async (values: Values) => {
    setSending(true);
    const result = await sendAction(() => options.action(values));
    if (result.ok) await succeed(result.value);
    else refuse(result);
    setSending(false);
    busy.current = false;
  };

  const succeed = async (value: Value) => {
    // What was saved is no longer unsaved, should the form stay.
    form.reset(undefined, { keepValues: true });
    await new Promise<void>((resolve) => release.current(resolve));
    let more: unknown;
    // Navigations that it starts keep the button busy until the next screen is there.
    startTransition(() => {
      more = options.onSuccess?.(value);
    });
    const after = await callAction(async () => ({ ok: true, value: await more }));
    if (!after.ok) setFailure(after);
  };

  const onSubmit = (event: FormEvent) => {
    event.preventDefault();
    // A dialog's form stands in a portal, through which React would hand the event to the form around it.
    event.stopPropagation();
    if (busy.current || pending) return;
    busy.current = true;
    const valid = (values: Values) => {
      setFailure(null);
      void send(values);
    };
    const invalid = () => {
      busy.current = false;
      setFailure(null);
    };
    void form.handleSubmit(valid, invalid)();
  };

  const keptAs = nameOf(options.defaultValues);
  const takeBack = useEffectEvent(() => {
    for (const [name, value] of Object.entries(takeValues(keptAs))) {
      form.setValue(name as Path<Values>, value as PathValue<Values, Path<Values>>, { shouldDirty: true });
    }
  });
  useEffect(() => takeBack(), []);

  const onReload = () => {
    const typed = Object.entries(form.getValues()).filter(
      ([name, value]) => keepable.current.has(name) && !same(value, options.defaultValues[name]),
    );
    keepValues(keptAs, Object.fromEntries(typed));
    leaveWithoutAsking(() => window.location.reload());
  };

  return { ...form, pending, failure, onSubmit, onReload, keepable, release };
}

/** A page can have several forms, and a dialog can be about one of many things. */
const nameOf = (defaults: FieldValues): string => `${Object.keys(defaults).join()} ${defaults.id ?? ''}`;

const same = (one: unknown, other: unknown): boolean => JSON.stringify(one) === JSON.stringify(other);

/** Shows messages beside the form's fields and focuses the first. True if every message found its field. */
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

/**
 * What was typed into a form, kept over one reload of the page: in this tab only, and never a password, passcode or
 * recovery code.
 */

const storageKey = (form: string): string => `keyport.typed ${window.location.pathname} ${form}`;

function keepValues(form: string, values: Record<string, unknown>): void {
  window.sessionStorage.setItem(storageKey(form), JSON.stringify(values));
}

/** Returns them once. */
function takeValues(form: string): Record<string, unknown> {
  const name = storageKey(form);
  const kept = window.sessionStorage.getItem(name);
  window.sessionStorage.removeItem(name);
  return kept === null ? {} : JSON.parse(kept);
}
