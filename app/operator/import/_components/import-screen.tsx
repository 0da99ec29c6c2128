'use client';

import { useEffect, useId, useState } from 'react';
import { findOrganizations } from '@/app/operator/actions';
import { useCallAction } from '@/components/action/use-call-action';
import { FormCard, FormSection } from '@/components/form/form-layout';
import { Button } from '@/components/ui/button';
import { CheckboxRow } from '@/components/ui/checkbox';
import { Combobox } from '@/components/ui/combobox';
import { Field } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import type { ImportTarget } from '@/lib/features/key-import/schema';
import { ImportReport } from './import-report';
import { useImport } from './use-import';

type Problems = { organization?: string; file?: string };

export function ImportScreen({ initial }: { initial: ImportTarget | null }) {
  const id = useId();
  const [organization, setOrganization] = useState(initial);
  const [file, setFile] = useState<File | null>(null);
  const [notify, setNotify] = useState(false);
  const [problems, setProblems] = useState<Problems>({});
  const { state, start, reset, cancel } = useImport();
  const callAction = useCallAction();
  const running = state.kind === 'running' ? state.report : null;
  useConfirmUnload(running !== null && !running.dryRun);

  const search = async (text: string) => {
    const result = await callAction(() => findOrganizations({ text: text.slice(0, 200) }));
    return result.ok ? { options: result.value.targets, more: result.value.more } : null;
  };
  const run = (dryRun: boolean) => {
    if (organization && file) return start({ organization, file, dryRun, notify });
    setProblems({
      ...(!organization && { organization: 'Choose an organization.' }),
      ...(!file && { file: 'Choose a file.' }),
    });
    document.getElementById(organization ? `${id}-file` : `${id}-organization`)?.focus();
  };
  return (
    <div className="space-y-4">
      <FormCard>
        <FormSection title="Keys">
          <Field
            id={`${id}-organization`}
            label="Organization"
            hint="The organization that the keys will belong to."
            error={problems.organization}
          >
            {(wired) => (
              <Combobox
                wired={wired}
                name="organization"
                listLabel="Organizations"
                placeholder="Choose an organization"
                chosen={organization}
                onChoose={(chosen) => {
                  if (running) return;
                  setOrganization(chosen);
                  setProblems({});
                  reset();
                }}
                onBlur={() => undefined}
                search={search}
                idOf={({ id }) => id}
                textOf={({ name }) => name}
                show={({ name }) => <span className="block truncate">{name}</span>}
              />
            )}
          </Field>
          <Field id={`${id}-file`} label="File" hint={<Fields />} error={problems.file}>
            {(wired) => (
              <Input
                {...wired}
                type="file"
                accept=".csv,.jsonl,.ndjson,.json,.txt,text/csv"
                disabled={running !== null}
                onChange={(event) => {
                  setFile(event.target.files?.[0] ?? null);
                  setProblems({});
                  reset();
                }}
                className="py-1 file:mr-3 file:h-full file:cursor-pointer file:rounded-md file:border-0 file:bg-chip file:px-2.5 file:text-sm file:font-medium file:text-ink"
              />
            )}
          </Field>
          <CheckboxRow
            label="Send webhook events"
            note="The organization's endpoints are told of each imported key."
            checked={notify}
            disabled={running !== null}
            onCheckedChange={(on) => setNotify(on === true)}
          />
          <div className="flex flex-wrap gap-2">
            <Button
              pending={running?.dryRun === true}
              disabled={running?.dryRun === false}
              onClick={() => run(true)}
            >
              Check
            </Button>
            <Button
              variant="primary"
              pending={running?.dryRun === false}
              disabled={running?.dryRun === true}
              onClick={() => run(false)}
            >
              Import
            </Button>
          </div>
        </FormSection>
      </FormCard>
      <ImportReport state={state} onCancel={cancel} />
    </div>
  );
}

const Fields = () => (
  <>
    CSV with the fields' names in the first line, or one JSON object per line. Each key has a{' '}
    <code>name</code>, <code>permissions</code>, an <code>environment</code>, and either a <code>token</code>{' '}
    or a <code>key</code> with its <code>secret</code>. A SHA-256 is enough, as <code>tokenSha256</code> or{' '}
    <code>secretSha256</code>.
  </>
);

/** While keys are imported, the browser asks before somebody leaves the page. */
function useConfirmUnload(on: boolean): void {
  useEffect(() => {
    if (!on) return;
    const ask = (event: BeforeUnloadEvent) => event.preventDefault();
    window.addEventListener('beforeunload', ask);
    return () => window.removeEventListener('beforeunload', ask);
  }, [on]);
}
