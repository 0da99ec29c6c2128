import { FlaskConical, KeyRound, LayoutDashboard, type LucideIcon, ScrollText } from 'lucide-react';
import type { Right } from '@/lib/auth/rights';

/** An entry with a right is shown to those who have it. */
export type NavItem = { href: string; label: string; icon: LucideIcon; right?: Right };

/** Only what exists: an entry comes with its screen. */
export const navGroups: readonly { title: string | null; items: readonly NavItem[] }[] = [
  { title: null, items: [{ href: '/', label: 'Overview', icon: LayoutDashboard }] },
  {
    title: 'Access',
    items: [
      { href: '/keys', label: 'API Keys', icon: KeyRound },
      { href: '/audit', label: 'Audit log', icon: ScrollText, right: 'audit:read' },
      { href: '/try', label: 'Try a request', icon: FlaskConical },
    ],
  },
];

/** A screen below an entry counts as the entry's own; the Overview is above all of them, so it is only itself. */
export const isCurrent = (href: string, pathname: string) =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);
