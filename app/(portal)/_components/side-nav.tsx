'use client';

import { cx } from 'class-variance-authority';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId } from 'react';
import type { Role } from '@/lib/accounts/schema';
import { can } from '@/lib/auth/rights';
import { attentionInWords } from '@/lib/keys/schema';
import { isCurrent, type NavItem, navGroups } from './nav-items';

type SideNavProps = { role: Role; attention: number; onNavigate?: () => void };

/** `attention`: how many keys on the Overview want something; none is not shown. */
export function SideNav({ role, attention, onNavigate }: SideNavProps) {
  const id = useId();
  return (
    <nav aria-label="Main" className="px-3">
      {navGroups.map(({ title, items }) => (
        <div key={title} className="mb-3">
          {title && (
            <h2 id={`${id}-${title}`} className="px-2 pt-2 pb-1.5 text-sm font-normal text-ink-3">
              {title}
            </h2>
          )}
          <ul {...(title ? { 'aria-labelledby': `${id}-${title}` } : {})} className="space-y-0.5">
            {items
              .filter(({ right }) => right === undefined || can({ role }, right))
              .map((item) => (
                <li key={item.href}>
                  <Entry item={item} count={item.href === '/' ? attention : 0} onNavigate={onNavigate} />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type EntryProps = { item: NavItem; count: number; onNavigate: (() => void) | undefined };

function Entry({ item: { href, label, icon: Icon }, count, onNavigate }: EntryProps) {
  const current = isCurrent(href, usePathname());
  return (
    <Link
      href={href}
      onClick={() => onNavigate?.()}
      aria-current={current ? 'page' : undefined}
      className={cx(
        'flex h-8 items-center gap-2.5 rounded-control px-2 transition-colors max-md:h-11',
        current ? 'bg-accent-ground font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden />
      <span className="flex-1">{label}</span>
      {count > 0 && (
        <span className="grid h-5 min-w-5 place-items-center rounded-full bg-warning-ground px-1 text-xs text-warning">
          {attentionInWords(count)}
          <span className="sr-only"> need attention</span>
        </span>
      )}
    </Link>
  );
}
