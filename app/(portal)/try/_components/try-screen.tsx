'use client';

import { useState } from 'react';
import type { SelectOption } from '@/components/ui/select';
import type { Tried, TryKey, TryRequest } from '@/lib/features/try-request/schema';
import { Decision } from './decision';
import { TryForm } from './try-form';

type TryScreenProps = {
  apiKey: TryKey | null;
  permissions: SelectOption[];
  datasets: SelectOption[];
  method: TryRequest['method'];
  examplePath: string;
};

/** The question on the left, the answer beside it, or below if there is no room. */
export function TryScreen(props: TryScreenProps) {
  const [tried, setTried] = useState<Tried | null>(null);
  return (
    <div className="grid items-start gap-4 xl:grid-cols-[minmax(0,45rem)_minmax(20rem,1fr)]">
      <TryForm {...props} onTried={setTried} />
      <Decision tried={tried} />
    </div>
  );
}
