'use client';

import { ChevronsUpDown } from 'lucide-react';
import { Menu, MenuRadio } from '@/components/ui/dropdown-menu';

export type ShellOrganization = { id: string; name: string };

/** Says in whose name the person works; others to switch to join the list when there are any. */
export function OrganizationMenu({ organization }: { organization: ShellOrganization }) {
  const trigger = (
    <button
      type="button"
      className="inline-flex h-8 min-w-0 items-center gap-2 rounded-control border border-line bg-card pr-2 pl-2.5 font-normal transition-colors hover:bg-hover data-[state=open]:bg-hover max-md:h-10"
    >
      <Initial name={organization.name} />
      <span className="sr-only">Organization: </span>
      <span className="max-w-56 truncate max-sm:max-w-36">{organization.name}</span>
      <ChevronsUpDown aria-hidden className="size-4 shrink-0 text-ink-2" />
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <MenuRadio
        label="Organization"
        value={organization.id}
        onChange={() => {}}
        options={[{ value: organization.id, label: organization.name }]}
      />
    </Menu>
  );
}

/* By characters as people count them: a name may begin with an emoji. */
const first = new Intl.Segmenter('en', { granularity: 'grapheme' });

function Initial({ name }: { name: string }) {
  const [letter] = first.segment(name);
  return (
    <span
      aria-hidden
      className="grid size-[18px] shrink-0 place-items-center rounded-[5px] bg-accent text-[0.6875rem] font-semibold text-accent-ink"
    >
      {letter?.segment.toLocaleUpperCase('en')}
    </span>
  );
}
