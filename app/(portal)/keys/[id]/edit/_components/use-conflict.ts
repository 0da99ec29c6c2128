'use client';

import { useRef, useState } from 'react';
import { callAction } from '@/components/action/call-action';
import type { ActionForm } from '@/components/form/use-action-form';
import type { KeyDetail } from '@/lib/access/key-records/schema';
import type { EditKey } from '@/lib/access/keys/schema';
import type { ActionResult } from '@/lib/transport/action-result';
import { edit, latest } from '../../../actions';
import { type ComparedField, compare, type Difference, type Side } from './compare';
import { valuesOf } from './edit-values';

export type Conflict = {
  /** How often the person tried to save before every question was answered. */
  insisted: number;
  by: string | null;
  at: string | null;
  theirs: EditKey;
  /** What was typed when the other edit was noticed; kept, so that it can be restored at any time. */
  mine: EditKey;
  differences: Difference[];
};

type Form = ActionForm<EditKey>;

/**
 * What the form does if its edit came second: it loads the current version, adopts what the person hadn't changed, and
 * asks about what both changed. The next save is based on that version.
 */
export function useConflict(apiKey: KeyDetail, zone: string) {
  const base = useRef(valuesOf(apiKey, zone));
  const [conflict, setConflict] = useState<Conflict | null>(null);

  const save = async (form: Form, mine: EditKey): Promise<ActionResult<null>> => {
    const result = await callAction(() => edit(mine));
    if (result.ok || result.code !== 'KEY_CHANGED') return result;
    const now = await callAction(() => latest({ id: mine.id }));
    if (!now.ok) return now;
    const { key, by, at } = now.value;
    const theirs = valuesOf(key, zone);
    const differences = compare(base.current, theirs, mine);
    base.current = theirs;
    form.setValue('version', theirs.version);
    for (const { field, choice } of differences) if (choice === 'theirs') take(form, field, theirs);
    setConflict({ by, at, theirs, mine, differences, insisted: 0 });
    return result;
  };

  const choose = (form: Form, field: ComparedField, choice: Side) => {
    if (!conflict) return;
    take(form, field, conflict[choice]);
    const differences = conflict.differences.map((each) => (each.field === field ? { field, choice } : each));
    setConflict({ ...conflict, differences });
  };

  const chooseAll = (form: Form, choice: Side) => {
    if (!conflict) return;
    for (const { field } of conflict.differences) take(form, field, conflict[choice]);
    const differences = conflict.differences.map(({ field }) => ({ field, choice }));
    setConflict({ ...conflict, differences });
  };

  const open = conflict?.differences.some(({ choice }) => choice === null) ?? false;
  /** Replaces submitting while a question is open. */
  const insist = () => conflict && setConflict({ ...conflict, insisted: conflict.insisted + 1 });
  return { conflict, open, insist, save, choose, chooseAll };
}

function take(form: Form, field: ComparedField, values: EditKey): void {
  form.setValue(field, values[field]);
  if (field === 'ipRanges') form.setValue('everyone', values.everyone);
  form.clearErrors(field);
}
