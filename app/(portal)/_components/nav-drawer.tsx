'use client';

import { Menu, X } from 'lucide-react';
import { Dialog } from 'radix-ui';
import { useState } from 'react';
import { IconButton } from '@/components/ui/icon-button';
import { Wordmark } from '@/components/ui/mark';
import type { Role } from '@/lib/identity/actor/schema';
import { SideNav } from './side-nav';

/** The side menu on a phone. */
export function NavDrawer({ role, attention }: { role: Role; attention: number }) {
  const [open, setOpen] = useState(false);
  return (
    <Dialog.Root open={open} onOpenChange={setOpen}>
      <Dialog.Trigger asChild>
        <IconButton name="Menu" icon={<Menu />} />
      </Dialog.Trigger>
      <Dialog.Portal>
        <Dialog.Overlay className="fixed inset-0 z-40 animate-fade bg-veil" />
        <Dialog.Content
          aria-describedby={undefined}
          // On the panel, not on its first button, whose tooltip would open with it.
          onOpenAutoFocus={(event) => {
            event.preventDefault();
            if (event.currentTarget instanceof HTMLElement) event.currentTarget.focus();
          }}
          className="fixed inset-y-0 left-0 z-40 w-72 max-w-[85vw] animate-drawer overflow-y-auto border-r border-line bg-page focus:outline-none"
        >
          <Dialog.Title className="sr-only">Menu</Dialog.Title>
          <div className="flex h-14 items-center justify-between pr-2 pl-5">
            <Wordmark />
            <Dialog.Close asChild>
              <IconButton name="Close menu" icon={<X />} />
            </Dialog.Close>
          </div>
          <SideNav role={role} attention={attention} onNavigate={() => setOpen(false)} />
        </Dialog.Content>
      </Dialog.Portal>
    </Dialog.Root>
  );
}
