'use client';

import { useEffect, useRef, useState } from 'react';
import { importRows } from '@/app/operator/actions';
import { useCallAction } from '@/components/action/use-call-action';
import { importFile, type Tally } from '@/lib/features/key-import/import-file';
import { readRows } from '@/lib/features/key-import/read-rows';
import type { FileRow, ImportTarget, RefusedRow } from '@/lib/features/key-import/schema';
import { textOf } from './file-text';

/** Further rows are only counted. */
export const MAX_SHOWN = 500;

/** What is shown of a row: never its token. */
export type ShownKey = { line: number; name: string; environment: string; permissions: string };

export type Report = {
  dryRun: boolean;
  organization: ImportTarget;
  tally: Tally;
  /** The first `MAX_SHOWN` of each. */
  imported: ShownKey[];
  refused: RefusedRow[];
};

type Given = { organization: ImportTarget; file: File; dryRun: boolean; notify: boolean };

export type ImportState =
  | { kind: 'idle' }
  /** `read` is the part of the file that was read, from 0 to 1. */
  | { kind: 'running'; report: Report; read: number }
  | { kind: 'done'; report: Report }
  | { kind: 'stopped'; report: Report; message: string };

const UNREADABLE = 'The file could not be read. It may have been changed or moved: choose it again.';
const CANCELED = 'You stopped it.';

/** One import at a time: starts it, follows it, stops it. The file is read here and sent a batch at a time. */
export function useImport() {
  const [state, setState] = useState<ImportState>({ kind: 'idle' });
  const running = useRef<AbortController | null>(null);
  const callAction = useCallAction();
  // Leaving the screen stops it. Rows that were imported stay.
  useEffect(() => () => running.current?.abort(), []);

  const start = async ({ organization, file, dryRun, notify }: Given): Promise<void> => {
    const abort = new AbortController();
    const { signal } = abort;
    running.current = abort;
    const tally: Tally = { rows: 0, imported: 0, already: 0, refused: 0 };
    let report: Report = { dryRun, organization, tally, imported: [], refused: [] };
    let read = 0;
    let failure = '';
    setState({ kind: 'running', report, read });
    const chunks = textOf(file, (share) => {
      read = share;
    });
    const result = await importFile(readRows(chunks), {
      async importBatch(rows, before) {
        if (signal.aborted) return { ok: false, code: 'CANCELED' };
        const batch = { organizationId: organization.id, dryRun, notify, before, rows };
        const answer = await callAction(() => importRows(batch));
        if (!answer.ok) failure = answer.message;
        return answer;
      },
      onBatch({ imported, refused }, tally) {
        report = {
          ...report,
          tally,
          imported: [...report.imported, ...imported.map(toShown)].slice(0, MAX_SHOWN),
          refused: [...report.refused, ...refused].slice(0, MAX_SHOWN),
        };
        setState({ kind: 'running', report, read });
      },
    }).catch(() => {
      failure = UNREADABLE;
      return { ok: false } as const;
    });
    running.current = null;
    if (result.ok) setState({ kind: 'done', report });
    else setState({ kind: 'stopped', report, message: signal.aborted ? CANCELED : failure });
  };

  return {
    state,
    start: (...given: Parameters<typeof start>) => void start(...given),
    reset: () => setState({ kind: 'idle' }),
    cancel: () => running.current?.abort(),
  };
}

const toShown = ({ line, values: { name, environment, permissions } }: FileRow): ShownKey => ({
  line,
  name: String(name),
  environment: String(environment),
  permissions: Array.isArray(permissions) ? permissions.join(', ') : String(permissions),
});
