'use client';

import { CalendarClock } from 'lucide-react';
import { useId, useState } from 'react';
import { Badge } from '@/components/ui/badge';
import { Button } from '@/components/ui/button';
import { Label } from '@/components/ui/field';
import { Input } from '@/components/ui/input';
import { Popover } from '@/components/ui/popover';
import { RadioGroup } from '@/components/ui/radio-group';
import { useTimeZone } from '@/components/ui/time-zone';

const ANY = 'any';
const SPANS = [
  { value: ANY, label: 'Any time' },
  { value: '24h', label: 'Last 24 hours' },
  { value: '7d', label: 'Last 7 days' },
  { value: '30d', label: 'Last 30 days' },
  { value: '90d', label: 'Last 90 days' },
];

type TimeFilterProps = {
  label: string;
  /** A time range, or `FROM/TO` as instants, either of which may be empty; null if there is no filter. */
  value: string | null;
  onChange: (value: string | null) => void;
};

/** Days are in the person's zone; the address gets the instants at which they begin and end. */
export function TimeFilter({ label, value, onChange }: TimeFilterProps) {
  const zone = useTimeZone();
  const dates = datesIn(value, zone);
  return (
    <Popover
      label={label}
      className="w-[21rem] p-3"
      trigger={
        <Button icon={<CalendarClock />}>
          {label}
          {value !== null && <Badge tone="accent">1</Badge>}
          {value !== null && <span className="sr-only">selected</span>}
        </Button>
      }
    >
      <RadioGroup
        aria-label={label}
        options={SPANS}
        value={value === null ? ANY : value}
        onValueChange={(span) => onChange(span === ANY ? null : span)}
      />
      {/* Begun anew with each value: a span that is chosen takes the dates away. */}
      <Dates key={`${value} ${zone}`} {...dates} zone={zone} onChange={onChange} />
      <p className="mt-2 text-sm text-ink-3">Your time zone: {zone.replaceAll('_', ' ')}.</p>
    </Popover>
  );
}

type DatesProps = { from: string; to: string; zone: string; onChange: (value: string | null) => void };

function Dates({ from, to, zone, onChange }: DatesProps) {
  const id = useId();
  const [first, setFirst] = useState(from);
  const [last, setLast] = useState(to);
  const backwards = first !== '' && last !== '' && last < first;
  const apply = () => {
    const start = first === '' ? '' : startOf(first, 0, zone).toISOString();
    const end = last === '' ? '' : startOf(last, 1, zone).toISOString();
    onChange(start === '' && end === '' ? null : `${start}/${end}`);
  };
  return (
    <div className="mt-2 border-t border-line pt-3">
      <div className="grid grid-cols-2 gap-2">
        <Label htmlFor={`${id}-from`}>First day</Label>
        <Label htmlFor={`${id}-to`}>Last day</Label>
        <Input
          id={`${id}-from`}
          type="date"
          value={first}
          onChange={(event) => setFirst(event.target.value)}
          className="px-2"
        />
        <Input
          id={`${id}-to`}
          type="date"
          value={last}
          onChange={(event) => setLast(event.target.value)}
          aria-invalid={backwards || undefined}
          aria-describedby={backwards ? `${id}-wrong` : undefined}
          className="px-2"
        />
      </div>
      {backwards && (
        <p id={`${id}-wrong`} role="alert" className="mt-1.5 text-sm text-bad">
          The last day is before the first.
        </p>
      )}
      <Button
        size="small"
        disabled={backwards || (first === from && last === to)}
        onClick={apply}
        className="mt-3 w-full"
      >
        Show these days
      </Button>
    </div>
  );
}

/**
 * Midnight where the person is, of a day such as 2026-11-21 or of one after it. The zone is the browser's own or, where
 * that is of no use, UTC.
 */
function startOf(day: string, later: number, zone: string): Date {
  const [year = 0, month = 1, date = 1] = day.split('-').map(Number);
  return zone === 'UTC'
    ? new Date(Date.UTC(year, month - 1, date + later))
    : new Date(year, month - 1, date + later);
}

function datesIn(value: string | null, zone: string): { from: string; to: string } {
  const [from = '', to = ''] = value?.includes('/') ? value.split('/') : [];
  return { from: dayOf(from, 0, zone), to: dayOf(to, -1, zone) };
}

function dayOf(instant: string, later: number, zone: string): string {
  const at = new Date(instant);
  if (instant === '' || Number.isNaN(at.getTime())) return '';
  const [year, month, date] =
    zone === 'UTC'
      ? [at.getUTCFullYear(), at.getUTCMonth(), at.getUTCDate()]
      : [at.getFullYear(), at.getMonth(), at.getDate()];
  // Without a zone: from here on it is a day and not an instant.
  return new Date(Date.UTC(year, month, date + later)).toISOString().slice(0, 10);
}
