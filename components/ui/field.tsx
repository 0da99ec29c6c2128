import { cx } from 'class-variance-authority';
import { CircleAlert } from 'lucide-react';
import type { ComponentProps, ReactNode } from 'react';

export type FieldWiring = {
  id: string;
  'aria-describedby': string | undefined;
  'aria-invalid': true | undefined;
};

type Parts = {
  /** Unique in the page; `useId()` of the caller. */
  id: string;
  label: string;
  hint?: ReactNode;
  /** One message, or several, one per line. */
  error?: string | string[] | undefined;
  className?: string | undefined;
};

const messages = (error: Parts['error']) => (error === undefined ? [] : [error].flat().filter(Boolean));

const wiring = ({ id, hint, error }: Parts): FieldWiring => {
  const invalid = messages(error).length > 0;
  const described = [hint ? `${id}-hint` : '', invalid ? `${id}-error` : ''].filter(Boolean).join(' ');
  return { id, 'aria-describedby': described || undefined, 'aria-invalid': invalid || undefined };
};

/** Label above, hint and error below; the control takes its id and description from the function's argument. */
export function Field(props: Parts & { children: (wired: FieldWiring) => ReactNode }) {
  return (
    <div className={cx('min-w-0', props.className)}>
      <Label htmlFor={props.id} className="mb-1.5">
        {props.label}
      </Label>
      {props.children(wiring(props))}
      <Hint id={props.id}>{props.hint}</Hint>
      <FieldError id={props.id} error={props.error} />
    </div>
  );
}

/** The same for a group of check boxes, with a legend. */
export function Fieldset(props: Parts & { children: (wired: FieldWiring) => ReactNode }) {
  const wired = wiring(props);
  return (
    <fieldset className={cx('min-w-0', props.className)} aria-describedby={wired['aria-describedby']}>
      <legend className={cx(labelClass, 'mb-1.5')}>{props.label}</legend>
      {props.children(wired)}
      <Hint id={props.id}>{props.hint}</Hint>
      <FieldError id={props.id} error={props.error} />
    </fieldset>
  );
}

/** And for a radio group, which is a group by its own role and must not be announced twice. */
export function GroupField(
  props: Parts & { children: (wired: FieldWiring & { 'aria-labelledby': string }) => ReactNode },
) {
  const labelId = `${props.id}-label`;
  return (
    <div className={cx('min-w-0', props.className)}>
      <div id={labelId} className={cx(labelClass, 'mb-1.5')}>
        {props.label}
      </div>
      {props.children({ ...wiring(props), 'aria-labelledby': labelId })}
      <Hint id={props.id}>{props.hint}</Hint>
      <FieldError id={props.id} error={props.error} />
    </div>
  );
}

function Hint({ id, children }: { id: string; children: ReactNode }) {
  if (!children) return null;
  return (
    <div id={`${id}-hint`} className="mt-1.5 text-sm text-ink-3">
      {children}
    </div>
  );
}

/** The region always exists, so that a message in it is announced. */
function FieldError({ id, error }: { id: string; error: Parts['error'] }) {
  const lines = messages(error);
  return (
    <div id={`${id}-error`} aria-live="polite">
      {lines.length > 0 && (
        <div className="mt-1.5 flex gap-1.5 text-sm text-bad">
          <CircleAlert aria-hidden className="mt-px size-4 shrink-0" />
          <div className="min-w-0 [overflow-wrap:anywhere]">
            {lines.map((line) => (
              <p key={line}>{line}</p>
            ))}
          </div>
        </div>
      )}
    </div>
  );
}

const labelClass = 'text-[0.8125rem] leading-[1.125rem] font-medium text-ink';

/** The label is the contract's word and nothing else: no star, no "(optional)", no hint inside. */
export function Label({ className, ...rest }: ComponentProps<'label'>) {
  // biome-ignore lint/a11y/noLabelWithoutControl: whoever uses it gives htmlFor.
  return <label {...rest} className={cx(labelClass, 'block w-fit', className)} />;
}
