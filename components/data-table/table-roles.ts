/**
 * On a phone the table is laid out as cards. `display: block` removes a table element's semantics in some browsers, so
 * the roles are explicit: spread these into the elements.
 */
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
