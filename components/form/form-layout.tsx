import type { ReactNode } from 'react';
import { Card } from '@/components/ui/card';

export function FormSection({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section
      aria-label={title}
      className="grid gap-x-8 gap-y-4 p-5 not-last:border-b not-last:border-line md:grid-cols-[9rem_minmax(0,1fr)]"
    >
      <h2 className="font-semibold">{title}</h2>
      <div className="min-w-0 space-y-5">{children}</div>
    </section>
  );
}

export function FormCard({ children }: { children: ReactNode }) {
  return <Card className="max-w-[45rem]">{children}</Card>;
}
