'use client';

import { formatDate, formatDateTime, formatFull, formatRelative, type TimeForm } from './time-format';
import { useNow, useTimeZone } from './use-time-zone';

/** An instant in the person's zone; the title spells it out with the zone's name. */
export function Time({ at, form = 'datetime' }: { at: string; form?: TimeForm }) {
  const zone = useTimeZone();
  const instant = new Date(at);
  // A relative time can differ between server and browser by the seconds in between; the next tick puts it right.
  return (
    <time
      dateTime={at}
      title={formatFull(instant, zone)}
      suppressHydrationWarning
      className="whitespace-nowrap"
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
