'use client';

import { cx } from 'class-variance-authority';
import Link from 'next/link';
import { usePathname } from 'next/navigation';
import type { ReactNode } from 'react';
import { Badge } from '@/components/ui/badge';
import { ButtonLink } from '@/components/ui/button';
import { Wordmark } from '@/components/ui/mark';

const sections = [
  { href: '/operator', label: 'Organizations', below: ['/operator/organizations'] },
  // A permission may have any name, so the form for a new one can't be at an address below the catalogue's.
  {
    href: '/operator/permissions',
    label: 'Permissions',
    below: ['/operator/permissions', '/operator/new-permission'],
  },
  { href: '/operator/policies', label: 'Key policies', below: [] },
  { href: '/operator/import', label: 'Import', below: [] },
  { href: '/operator/contacts', label: 'Contact text', below: [] },
  { href: '/operator/audit', label: 'Audit log', below: [] },
];

type OperatorHeaderProps = { organization: { name: string } | null; children: ReactNode };

export function OperatorHeader({ organization, children }: OperatorHeaderProps) {
  const pathname = usePathname();
  return (
    <header className="border-b border-line">
      <div className="mx-auto flex h-14 max-w-[75rem] items-center gap-2.5 px-7 max-md:px-4">
        <Link href="/operator" className="flex items-center gap-2.5 rounded-sm">
          <Wordmark />
          <Badge tone="accent">Operator</Badge>
        </Link>
        <div className="ml-auto flex min-w-0 items-center gap-2.5">
          {organization && (
            <ButtonLink href="/" size="small" className="min-w-0 !shrink">
              <span className="truncate max-sm:sr-only">Back to {organization.name}</span>
              <span aria-hidden className="sm:hidden">
                Back
              </span>
            </ButtonLink>
          )}
          {children}
        </div>
      </div>
      <nav aria-label="Operator" className="mx-auto max-w-[75rem] overflow-x-auto px-7 max-md:px-4">
        <ul className="flex gap-5">
          {sections.map(({ href, label, below }) => {
            const current = pathname === href || below.some((path) => `${pathname}/`.startsWith(`${path}/`));
            return (
              <li key={href}>
                <Link
                  href={href}
                  aria-current={current ? 'page' : undefined}
                  className={cx(
                    '-mb-px block border-b-2 px-px pt-1.5 pb-2.5 whitespace-nowrap outline-offset-[-2px] hover:text-ink',
                    current ? 'border-accent font-medium text-ink' : 'border-transparent text-ink-2',
                  )}
                >
                  {label}
                </Link>
              </li>
            );
          })}
        </ul>
      </nav>
    </header>
  );
}
