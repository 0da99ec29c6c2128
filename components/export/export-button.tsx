'use client';

import { Download } from 'lucide-react';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem } from '@/components/ui/dropdown-menu';
import { ExportDialog } from './export-dialog';
import { useExport } from './use-export';

type ExportButtonProps = {
  /** The address that sends the file. */
  address: string;
  noun: { one: string; many: string };
  /** The query for all rows. */
  all: unknown;
  /** The query for what search and filters show, and how many rows that is; null if they show everything. */
  narrowed: { question: unknown; total: number } | null;
};

const count = new Intl.NumberFormat('en-GB');

/** Exports everything, or what the filters show if there are any. */
export function ExportButton({ address, noun, all, narrowed }: ExportButtonProps) {
  const exporting = useExport(address, noun);
  const button = { icon: <Download />, pending: exporting.pending, children: 'Export' };
  return (
    <>
      {narrowed ? (
        <Menu trigger={<Button {...button} />}>
          <MenuItem onSelect={() => exporting.start(narrowed.question)}>
            {`Only what the filters show (${count.format(narrowed.total)})`}
          </MenuItem>
          <MenuItem onSelect={() => exporting.start(all)}>{`All ${noun.many}`}</MenuItem>
        </Menu>
      ) : (
        <Button {...button} onClick={() => exporting.start(all)} />
      )}
      <ExportDialog exporting={exporting} noun={noun} />
    </>
  );
}
