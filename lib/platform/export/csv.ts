/** Without it, spreadsheets don't recognize UTF-8. */
export const BYTE_ORDER_MARK = '\uFEFF';

export type Cell = string | number | null | readonly string[];

/** What a spreadsheet would run as a formula, including the full-width forms that some of them normalize. */
const FORMULA = /^[=+\-@\t\r\n＝＋－＠]/;
const QUOTED = /[",\r\n]/;

/**
 * A line of RFC 4180 with its line break. Text that begins like a formula gets an apostrophe (OWASP, CSV injection).
 */
export const csvLine = (cells: readonly Cell[]): string => `${cells.map(toText).map(quote).join(',')}\r\n`;

function toText(cell: Cell): string {
  if (cell === null) return '';
  if (typeof cell === 'number') return String(cell);
  const text = typeof cell === 'string' ? cell : cell.join('; ');
  return FORMULA.test(text) ? `'${text}` : text;
}

const quote = (text: string): string => (QUOTED.test(text) ? `"${text.replaceAll('"', '""')}"` : text);
