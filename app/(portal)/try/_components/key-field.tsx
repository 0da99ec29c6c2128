'use client';

import { useState } from 'react';
import { useCallAction } from '@/components/action/use-call-action';
import { useField } from '@/components/form/field-props';
import type { ActionForm } from '@/components/form/use-action-form';
import { ENVIRONMENT_WORDS, TYPE_WORDS } from '@/components/keys/key-words';
import { Badge } from '@/components/ui/badge';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { MAX_TRY_KEY_TEXT, type TryKey, type TryRequest } from '@/lib/features/try-request/schema';
import { findKeys } from '../actions';

type KeyFieldProps = {
  form: ActionForm<TryRequest>;
  initial: TryKey | null;
  onChoose: (key: TryKey | null) => void;
};

export function KeyField({ form, initial, onChoose }: KeyFieldProps) {
  const [chosen, setChosen] = useState(initial);
  const { field, set, frame } = useField({
    form,
    name: 'credentialId',
    label: 'Key',
    hint: chosen ? (
      <About apiKey={chosen} />
    ) : (
      'Search by name, or paste the key or the imported token from a request.'
    ),
  });
  const callAction = useCallAction();
  const search = async (text: string) => {
    const result = await callAction(() => findKeys({ text: text.slice(0, MAX_TRY_KEY_TEXT) }));
    return result.ok ? { options: result.value.keys, more: result.value.more } : null;
  };
  const choose = (key: TryKey | null) => {
    setChosen(key);
    set(key?.credentialId ?? '');
    onChoose(key);
  };
  return (
    <Field {...frame}>
      {(wired) => (
        <Combobox
          wired={wired}
          ref={field.ref}
          name={field.name}
          listLabel="Keys"
          placeholder="Choose a key"
          chosen={chosen}
          onChoose={choose}
          onBlur={field.onBlur}
          search={search}
          idOf={({ credentialId }) => credentialId}
          textOf={({ name }) => name}
          show={(key) => <Option apiKey={key} />}
        />
      )}
    </Field>
  );
}

function Option({ apiKey }: { apiKey: TryKey }) {
  return (
    <>
      <span className="flex items-center gap-2">
        <span className="truncate font-medium">{apiKey.name}</span>
        {!apiKey.current && <Badge tone="warning">Old credentials</Badge>}
      </span>
      <span className="flex gap-2 text-sm text-ink-3">
        <code className="min-w-0 truncate font-mono">{apiKey.key}</code>
        <span className="ml-auto shrink-0">{kindOf(apiKey)}</span>
      </span>
    </>
  );
}

function About({ apiKey }: { apiKey: TryKey }) {
  return (
    <span className="flex flex-wrap items-center gap-x-2 gap-y-1">
      <code className="min-w-0 font-mono text-ink-2 [overflow-wrap:anywhere]">{apiKey.key}</code>
      <span>{kindOf(apiKey)}</span>
      {!apiKey.current && <Badge tone="warning">Old credentials</Badge>}
    </span>
  );
}

const kindOf = ({ type, environment }: TryKey) => `${TYPE_WORDS[type]} · ${ENVIRONMENT_WORDS[environment]}`;
