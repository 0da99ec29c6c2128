import { formatFull } from './time-format';

/** What the pointer or the focus is on, if it may have a tooltip. */
export const tippedAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element
    ? target.closest<HTMLElement>('[data-tip], .row-tools > button, .clip, time')
    : null;

/**
 * The text of an element's tooltip; empty if it has none. `data-tip` has it, or is empty if it is the element's
 * accessible name. Truncated text is shown in full, and a time with its day, its second and its zone.
 */
export function tipOf(element: HTMLElement): string {
  if (element instanceof HTMLTimeElement) {
    const zone = Intl.DateTimeFormat().resolvedOptions().timeZone;
    return element.dateTime === '' ? '' : formatFull(new Date(element.dateTime), zone);
  }
  const words = element.dataset.tip || (element.getAttribute('aria-label') ?? '');
  if (words !== '') return isSpelledOut(element, words) ? '' : words;
  return isCutOff(element) ? (element.textContent ?? '') : '';
}

const isCutOff = (element: HTMLElement): boolean =>
  element.scrollWidth > element.clientWidth || element.scrollHeight > element.clientHeight;

/** A side menu entry has a tooltip only while it is an icon alone. */
function isSpelledOut(element: HTMLElement, words: string): boolean {
  const label = element.querySelector<HTMLElement>('[data-label]');
  return label?.textContent === words && label.clientWidth > 1;
}
