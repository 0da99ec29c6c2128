'use client';

import { formatDate, formatDateTime, formatRelative, type TimeForm } from './time-format';
import { useKnownTimeZone } from './time-zone';
import { useNow } from './use-now';

/** An instant in the person's zone; its tooltip spells it out with the zone's name. */
export function Time({ at, form = 'datetime' }: { at: string; form?: TimeForm }) {
  const known = useKnownTimeZone();
  const zone = known ?? 'UTC';
  const instant = new Date(at);
  // A relative time can differ between server and browser by the seconds in between; the next tick corrects it.
  return (
    <time
      dateTime={at}
      suppressHydrationWarning
      // At the first visit it takes up its space invisibly until the browser has said which zone it is in.
      className={known === null && form !== 'relative' ? 'invisible' : undefined}
    >
      {form === 'relative' ? (
        <Relative at={instant} />
      ) : (
        (form === 'date' ? formatDate : formatDateTime)(instant, zone)
      )}
    </time>
  );
}

function Relative({ at }: { at: Date }) {
  return <span suppressHydrationWarning>{formatRelative(at, useNow())}</span>;
}
