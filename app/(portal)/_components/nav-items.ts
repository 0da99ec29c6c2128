import {
  Database,
  FlaskConical,
  KeyRound,
  LayoutDashboard,
  type LucideIcon,
  ScrollText,
  Settings,
  Users,
  Webhook,
} from 'lucide-react';
import type { Right } from '@/lib/identity/actor/schema';

/** An entry with a right is shown to those who have it. */
export type NavItem = { href: string; label: string; icon: LucideIcon; right?: Right };

/** Only what exists: an entry comes with its screen. */
export const navGroups: readonly { title: string | null; items: readonly NavItem[] }[] = [
  { title: null, items: [{ href: '/', label: 'Overview', icon: LayoutDashboard }] },
  {
    title: 'Access',
    items: [
      { href: '/keys', label: 'API Keys', icon: KeyRound },
      { href: '/datasets', label: 'Datasets', icon: Database },
      { href: '/audit', label: 'Audit log', icon: ScrollText, right: 'audit:read' },
      { href: '/try', label: 'Try a request', icon: FlaskConical },
    ],
  },
  {
    title: 'Organization',
    items: [
      { href: '/team', label: 'Team', icon: Users },
      { href: '/webhooks', label: 'Webhooks', icon: Webhook, right: 'webhooks:write' },
      { href: '/settings', label: 'Settings', icon: Settings },
    ],
  },
];

/** A screen below an entry belongs to it; the Overview is above all of them, so only its own page does. */
export const isCurrent = (href: string, pathname: string) =>
  href === '/' ? pathname === '/' : pathname === href || pathname.startsWith(`${href}/`);

/** The screen that an address belongs to, which every organization has. */
export const sectionOf = (pathname: string): string => `/${pathname.split('/')[1] ?? ''}`;
