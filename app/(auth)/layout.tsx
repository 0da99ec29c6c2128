import type { ReactNode } from 'react';
import { Wordmark } from '@/components/ui/mark';

export default function AuthLayout({ children }: { children: ReactNode }) {
  return (
    <main className="flex min-h-dvh flex-col items-center justify-center gap-6 px-4 py-10">
      <Wordmark />
      <div className="w-full max-w-[25rem] rounded-dialog border border-line bg-card p-6 sm:p-7">
        {children}
      </div>
    </main>
  );
}
