'use client';

import { useRef, useState } from 'react';

/**
 * Where a menu or tooltip is rendered: directly in the body it would belong to no part of the page for people who
 * navigate by landmarks. Looked up when it opens, because a long table has hundreds of them closed.
 */
export function useLandmark() {
  const trigger = useRef<HTMLButtonElement>(null);
  const [container, setContainer] = useState<HTMLElement | null>(null);
  const onOpenChange = (open: boolean) => {
    if (open) setContainer(trigger.current?.closest<HTMLElement>('[role="dialog"], header, main') ?? null);
  };
  return { trigger, container, onOpenChange };
}
