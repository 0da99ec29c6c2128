'use client';

import { cx } from 'class-variance-authority';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import { useId } from 'react';
import { attentionInWords } from '@/lib/features/overview/schema';
import { can } from '@/lib/identity/actor/rights';
import type { Role } from '@/lib/identity/actor/schema';
import { isCurrent, type NavItem, navGroups } from './nav-items';

type SideNavProps = {
  role: Role;
  attention: number;
  /** Icons only if the window is too narrow for labels. */
  rail?: boolean;
  onNavigate?: () => void;
};

/** `attention`: how many keys on the Overview need attention; zero isn't shown. */
export function SideNav({ role, attention, rail = false, onNavigate }: SideNavProps) {
  const id = useId();
  return (
    <nav aria-label="Main" className={rail ? 'px-3 max-wide:px-2.5' : 'px-3'}>
      {navGroups.map(({ title, items }) => (
        <div key={title} className="mb-3">
          {title && (
            <h2
              id={`${id}-${title}`}
              className={cx('px-2 pt-2 pb-1.5 text-sm font-normal text-ink-3', rail && 'max-wide:sr-only')}
            >
              {title}
            </h2>
          )}
          <ul {...(title ? { 'aria-labelledby': `${id}-${title}` } : {})} className="space-y-0.5">
            {items
              .filter(({ right }) => right === undefined || can({ role }, right))
              .map((item) => (
                <li key={item.href}>
                  <Entry
                    item={item}
                    count={item.href === '/' ? attention : 0}
                    rail={rail}
                    onNavigate={onNavigate}
                  />
                </li>
              ))}
          </ul>
        </div>
      ))}
    </nav>
  );
}

type EntryProps = { item: NavItem; count: number; rail: boolean; onNavigate: (() => void) | undefined };

function Entry({ item: { href, label, icon: Icon }, count, rail, onNavigate }: EntryProps) {
  const current = isCurrent(href, usePathname());
  return (
    <Link
      href={href}
      onClick={() => onNavigate?.()}
      aria-current={current ? 'page' : undefined}
      data-tip={rail ? label : undefined}
      className={cx(
        'relative flex h-8 items-center gap-2.5 rounded-control px-2 transition-colors max-md:h-11',
        rail && 'max-wide:h-9 max-wide:justify-center max-wide:px-0',
        current ? 'bg-accent-ground font-medium text-accent' : 'text-ink-2 hover:bg-hover hover:text-ink',
      )}
    >
      <Icon aria-hidden />
      <span data-label className={cx('flex-1', rail && 'max-wide:sr-only')}>
        {label}
      </span>
      {count > 0 && (
        <span
          className={cx(
            'grid h-5 min-w-5 place-items-center rounded-full bg-warning-ground px-1 text-xs text-warning',
            rail &&
              'max-wide:absolute max-wide:-top-0.5 max-wide:-right-0.5 max-wide:h-4 max-wide:min-w-4 max-wide:text-[0.6875rem]',
          )}
        >
          {attentionInWords(count)}
          <span className="sr-only"> need attention</span>
        </span>
      )}
    </Link>
  );
}
