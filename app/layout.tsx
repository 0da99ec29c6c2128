import './globals.css';
import { GeistMono } from 'geist/font/mono';
import { GeistSans } from 'geist/font/sans';
import type { Metadata, Viewport } from 'next';
import { cookies, headers } from 'next/headers';
import { ThemeProvider } from 'next-themes';
import { NuqsAdapter } from 'nuqs/adapters/next/app';
import type { ReactNode } from 'react';
import { isTimeZone, ZONE_COOKIE } from '@/components/ui/browser-time-zone';
import { ServerTimeProvider } from '@/components/ui/server-time';
import { type KnownZone, TimeZoneProvider } from '@/components/ui/time-zone';
import { Toaster } from '@/components/ui/toaster';
import { TooltipProvider } from '@/components/ui/tooltip';
import { nowMs } from '@/lib/platform/time/clock';

export const metadata: Metadata = {
  title: { default: 'Keyport', template: '%s · Keyport' },
  description: 'The API keys of your organization.',
  // A portal behind a sign-in page has nothing for search engines.
  robots: { index: false, follow: false },
};

export const viewport: Viewport = {
  width: 'device-width',
  initialScale: 1,
  themeColor: [
    { media: '(prefers-color-scheme: light)', color: '#fbfbfa' },
    { media: '(prefers-color-scheme: dark)', color: '#111210' },
  ],
};

export default async function RootLayout({ children }: { children: ReactNode }) {
  // Reading it also makes every page dynamic; otherwise Next.js couldn't put the nonce on its own scripts.
  const nonce = (await headers()).get('x-nonce') ?? '';
  return (
    <html lang="en" className={`${GeistSans.variable} ${GeistMono.variable}`} suppressHydrationWarning>
      <body>
        <ThemeProvider attribute="data-theme" nonce={nonce} disableTransitionOnChange>
          <NuqsAdapter>
            <TimeZoneProvider known={await knownZone()}>
              <ServerTimeProvider nowMs={nowMs()}>
                <TooltipProvider>{children}</TooltipProvider>
              </ServerTimeProvider>
            </TimeZoneProvider>
          </NuqsAdapter>
          <Toaster />
        </ThemeProvider>
      </body>
    </html>
  );
}

async function knownZone(): Promise<KnownZone> {
  const event = (await cookies()).get(ZONE_COOKIE)?.value.slice(0, 100) ?? null;
  if (event === null) return { zone: null, rejected: null };
  return isTimeZone(event) ? { zone: event, rejected: null } : { zone: 'UTC', rejected: event };
}
