import { formatFull } from './time-format';

/** What the pointer or the focus is on that may have a tooltip. */
export const tippedAt = (target: EventTarget | null): HTMLElement | null =>
  target instanceof Element
    ? target.closest<HTMLElement>('[data-tip], .row-tools > button, .clip, time')
    : null;

/**
 * The words of an element's tooltip; empty where it has none. `data-tip` names them, or is empty where they are the
 * element's accessible name. Text that is cut off is shown whole, and a time with its day, its second and its zone.
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

/** An entry of the side menu has a tooltip only where it is an icon alone. */
function isSpelledOut(element: HTMLElement, words: string): boolean {
  const label = element.querySelector<HTMLElement>('[data-label]');
  return label?.textContent === words && label.clientWidth > 1;
}
