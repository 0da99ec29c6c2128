'use client';

import { ListFilter } from 'lucide-react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { CheckboxRow } from '@/components/ui/checkbox';
import { Popover } from '@/components/ui/popover';

export type FilterOption = { value: string; label: string };
export type TableFilterProps = {
  name: string;
  label: string;
  options: readonly FilterOption[];
  selected: readonly string[];
  onChange: (values: string[]) => void;
};

/** One filter: several values may be ticked, and a row with any of them is shown. */
export function TableFilter({ label, options, selected, onChange }: TableFilterProps) {
  const chosen = options.filter((option) => selected.includes(option.value));
  const toggle = (value: string, on: boolean) =>
    onChange(
      options.map((option) => option.value).filter((each) => (each === value ? on : selected.includes(each))),
    );
  return (
    <Popover
      label={label}
      className="w-56 p-1.5"
      trigger={
        <Button icon={<ListFilter />}>
          {label}
          {chosen.length > 0 && <Badge tone="accent">{chosen.length}</Badge>}
          {chosen.length > 0 && <span className="sr-only">selected</span>}
        </Button>
      }
    >
      <div className="max-h-72 overflow-y-auto">
        {options.map((option) => (
          <CheckboxRow
            key={option.value}
            label={option.label}
            checked={selected.includes(option.value)}
            onCheckedChange={(on) => toggle(option.value, on === true)}
            className="rounded-md px-2 py-1.5 hover:bg-hover [&_label]:font-normal"
          />
        ))}
      </div>
      <div className="mt-1 border-t border-line pt-1.5">
        <Button
          variant="ghost"
          size="small"
          disabled={chosen.length === 0}
          onClick={() => onChange([])}
          className="w-full"
        >
          Clear
        </Button>
      </div>
    </Popover>
  );
}
