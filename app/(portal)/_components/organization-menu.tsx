'use client';

import { ChevronsUpDown, Settings } from 'lucide-react';
import { usePathname } from 'next/navigation';
import { useServerAction } from '@/components/action/use-server-action';
import { useReveal } from '@/components/reveal/reveal-provider';
import type { OwnOrganization, SwitchOrganization } from '@/components/session/own-organization';
import { Menu, MenuLink, MenuRadio, MenuSeparator } from '@/components/ui/dropdown-menu';
import { sectionOf } from './nav-items';
import { announceSwitch } from './switched-elsewhere';

type OrganizationMenuProps = {
  organization: OwnOrganization;
  organizations: OwnOrganization[];
  onSwitch: SwitchOrganization;
};

/** Shows which organization the person is working in, and lets them switch. */
export function OrganizationMenu({ organization, organizations, onSwitch }: OrganizationMenuProps) {
  const pathname = usePathname();
  const { guard } = useReveal();
  const [pending, run] = useServerAction();
  const name = (id: string) => organizations.find((each) => each.id === id)?.name ?? '';
  const change = (organizationId: string) => {
    if (organizationId === organization.id) return;
    // Loads a new page, so that nothing of the other organization is left. A key's own page exists in one only.
    const enter = () => {
      announceSwitch(organizationId);
      window.location.assign(sectionOf(pathname));
    };
    const words = `You work in ${name(organizationId)} now.`;
    guard(() => run(() => onSwitch({ organizationId }), words, enter));
  };
  const trigger = (
    <button
      type="button"
      aria-busy={pending || undefined}
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
        onChange={change}
        options={organizations.map(({ id, name: label }) => ({ value: id, label }))}
      />
      <MenuSeparator />
      <MenuLink href="/settings" icon={<Settings />}>
        Settings
      </MenuLink>
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
