'use client';

import { CircleUser, LogOut, Monitor, Moon, SlidersHorizontal, Sun } from 'lucide-react';
import { useTheme } from 'next-themes';
import { useReveal } from '@/components/reveal/reveal-provider';
import { Button } from '@/components/ui/button';
import { Menu, MenuItem, MenuLink, MenuRadio, MenuSeparator } from '@/components/ui/dropdown-menu';
import { type SignOut, useSignOut } from './use-sign-out';

export type ShellPerson = { name: string; email: string; operator: boolean };

const themes = [
  { value: 'light', label: 'Light', icon: <Sun /> },
  { value: 'dark', label: 'Dark', icon: <Moon /> },
  { value: 'system', label: 'System', icon: <Monitor /> },
];

const initials = (name: string) =>
  name
    .split(/\s+/)
    .filter(Boolean)
    .map((word) => [...word][0])
    .filter((_, index, all) => index === 0 || index === all.length - 1)
    .join('')
    .toLocaleUpperCase('en');

type PersonMenuProps = {
  person: ShellPerson;
  /** The address of the person's account: a different one for somebody who belongs to no organization. */
  accountHref?: string;
  onSignOut: SignOut;
};

export function PersonMenu({ person, accountHref = '/account', onSignOut }: PersonMenuProps) {
  const { theme = 'system', setTheme } = useTheme();
  const { guard } = useReveal();
  const [, signOut] = useSignOut(onSignOut);
  const trigger = (
    <button
      type="button"
      className="grid size-7 shrink-0 place-items-center rounded-full bg-chip text-xs font-medium text-ink-2 transition-colors hover:bg-line hover:text-ink data-[state=open]:bg-line max-md:size-10"
    >
      <span aria-hidden>{initials(person.name)}</span>
      <span className="sr-only">{person.name}, your menu</span>
    </button>
  );
  return (
    <Menu trigger={trigger}>
      <div className="px-2 py-1.5">
        <p className="truncate font-medium">{person.name}</p>
        <p className="truncate text-sm text-ink-3">{person.email}</p>
      </div>
      <MenuSeparator />
      <MenuLink href={accountHref} icon={<CircleUser />}>
        Account
      </MenuLink>
      {person.operator && (
        <MenuLink href="/operator" icon={<SlidersHorizontal />}>
          Operator
        </MenuLink>
      )}
      <MenuSeparator />
      <MenuRadio label="Theme" value={theme} onChange={setTheme} options={themes} />
      <MenuSeparator />
      <MenuItem icon={<LogOut />} onSelect={() => guard(signOut)}>
        Sign out
      </MenuItem>
    </Menu>
  );
}

export function SignOutButton({ onSignOut }: { onSignOut: SignOut }) {
  const [pending, signOut] = useSignOut(onSignOut);
  return (
    <Button pending={pending} onClick={signOut}>
      Sign out
    </Button>
  );
}
