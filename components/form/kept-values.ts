/**
 * What was typed into a form, kept over one reload of the page: in this tab only, and never a password, passcode or
 * recovery code.
 */

const nameOf = (form: string): string => `keyport.typed ${window.location.pathname} ${form}`;

export function keepValues(form: string, values: Record<string, unknown>): void {
  window.sessionStorage.setItem(nameOf(form), JSON.stringify(values));
}

/** Returns them once. */
export function takeValues(form: string): Record<string, unknown> {
  const name = nameOf(form);
  const kept = window.sessionStorage.getItem(name);
  window.sessionStorage.removeItem(name);
  return kept === null ? {} : JSON.parse(kept);
}
