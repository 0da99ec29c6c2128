'use client';

import { CircleAlert, CircleCheck, Info, TriangleAlert } from 'lucide-react';
import { Toaster as Sonner } from 'sonner';
import { Spinner } from './button';

const glyph = 'size-4';

/** `toast.success('Key copied.')` from sonner; only for what is true already. */
export function Toaster() {
  return (
    <Sonner
      position="bottom-right"
      gap={8}
      icons={{
        success: <CircleCheck aria-hidden className={`${glyph} text-good`} />,
        info: <Info aria-hidden className={`${glyph} text-accent`} />,
        warning: <TriangleAlert aria-hidden className={`${glyph} text-warning`} />,
        error: <CircleAlert aria-hidden className={`${glyph} text-bad`} />,
        loading: <Spinner />,
      }}
      toastOptions={{
        unstyled: true,
        classNames: {
          toast:
            'flex w-full items-center gap-2.5 rounded-[10px] border border-line bg-card px-3.5 py-3 font-sans text-base text-ink shadow-lift sm:w-[22rem]',
          content: 'min-w-0 flex-1',
          description: 'text-sm text-ink-2',
          closeButton: 'order-last shrink-0 rounded-sm text-ink-3 hover:text-ink [&>svg]:size-4',
          actionButton: 'shrink-0 rounded-sm font-medium text-accent underline underline-offset-[3px]',
        },
      }}
    />
  );
}
