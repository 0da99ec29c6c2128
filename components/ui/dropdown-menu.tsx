'use client';

import { Check } from 'lucide-react';
import Link from 'next/link';
import { DropdownMenu as Radix } from 'radix-ui';
import { type ReactNode, useRef, useState } from 'react';

export const menuClass =
  'z-50 max-h-[var(--radix-popper-available-height)] min-w-44 max-w-80 animate-pop overflow-y-auto rounded-[10px] border border-line bg-card p-1 shadow-lift';
const itemClass =
  'flex min-h-8 cursor-default items-center gap-2.5 rounded-md px-2 py-1 text-ink outline-none select-none data-[highlighted]:bg-hover data-[disabled]:text-ink-3 data-[disabled]:opacity-60 max-md:min-h-10';

type MenuProps = {
  /** The button that opens it; it must take a ref. */
  trigger: ReactNode;
  align?: 'start' | 'end';
  children: ReactNode;
};

/** Not modal: a dialog that an item opens must find the page unchanged, and not locked by a menu that closes. */
export function Menu({ trigger, align = 'end', children }: MenuProps) {
  const landmark = useLandmark();
  return (
    <Radix.Root modal={false} onOpenChange={landmark.onOpenChange}>
      <Radix.Trigger asChild ref={landmark.trigger}>
        {trigger}
      </Radix.Trigger>
      <Radix.Portal container={landmark.container}>
        <Radix.Content align={align} sideOffset={6} collisionPadding={8} loop className={menuClass}>
          {children}
        </Radix.Content>
      </Radix.Portal>
    </Radix.Root>
  );
}

type ItemProps = { icon?: ReactNode; disabled?: boolean; children: ReactNode };

const Glyph = ({ icon }: { icon: ReactNode }) =>
  icon ? <span className="shrink-0 opacity-80">{icon}</span> : null;

export function MenuItem({
  icon,
  disabled = false,
  onSelect,
  children,
}: ItemProps & { onSelect: () => void }) {
  return (
    <Radix.Item disabled={disabled} onSelect={onSelect} className={itemClass}>
      <Glyph icon={icon} />
      {children}
    </Radix.Item>
  );
}

export function MenuLink({ icon, disabled = false, href, children }: ItemProps & { href: string }) {
  return (
    <Radix.Item asChild disabled={disabled} className={itemClass}>
      <Link href={href}>
        <Glyph icon={icon} />
        {children}
      </Link>
    </Radix.Item>
  );
}

type CheckItemProps = {
  checked: boolean;
  onChange: (checked: boolean) => void;
  disabled?: boolean;
  children: ReactNode;
};

/** The menu stays open: several are ticked in one go. */
export function MenuCheckItem({ checked, onChange, disabled = false, children }: CheckItemProps) {
  return (
    <Radix.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      onSelect={(event) => event.preventDefault()}
      className={itemClass}
    >
      <span className="grid size-4 place-items-center text-accent">
        <Radix.ItemIndicator>
          <Check aria-hidden className="stroke-2" />
        </Radix.ItemIndicator>
      </span>
      {children}
    </Radix.CheckboxItem>
  );
}

type RadioProps = {
  label: string;
  value: string;
  onChange: (value: string) => void;
  options: readonly { value: string; label: string; icon?: ReactNode }[];
};

export function MenuRadio({ label, value, onChange, options }: RadioProps) {
  return (
    <Radix.RadioGroup value={value} onValueChange={onChange} aria-label={label}>
      <MenuLabel>{label}</MenuLabel>
      {options.map((option) => (
        <Radix.RadioItem key={option.value} value={option.value} className={itemClass}>
          <Glyph icon={option.icon} />
          <span className="min-w-0 flex-1 truncate">{option.label}</span>
          <Radix.ItemIndicator className="text-accent">
            <Check aria-hidden className="stroke-2" />
          </Radix.ItemIndicator>
        </Radix.RadioItem>
      ))}
    </Radix.RadioGroup>
  );
}

function MenuLabel({ children }: { children: ReactNode }) {
  return <Radix.Label className="px-2 pt-1.5 pb-1 text-sm text-ink-3">{children}</Radix.Label>;
}

export function MenuSeparator() {
  return <Radix.Separator className="-mx-1 my-1 h-px bg-line" />;
}

/**
 * Where a menu or tooltip is rendered: directly in the body it would belong to no part of the page for people who
 * navigate by landmarks. Looked up when it opens, because a long table has hundreds of them closed.
 */
function useLandmark() {
  const trigger = useRef<HTMLButtonElement>(null);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const onOpenChange = (open: boolean) => {
    if (open) setContainer(trigger.current?.closest<HTMLElement>('[role="dialog"], header, main') ?? null);
  };
  return { trigger, container, onOpenChange };
}
