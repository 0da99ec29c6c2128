/**
 * On a phone the table is laid out as cards. `display: block` takes a table element's meaning away in some browsers,
 * so the roles are spelled out: spread these into the elements.
 */
export const tableRoles = {
  table: { role: 'table' },
  rowgroup: { role: 'rowgroup' },
  row: { role: 'row' },
  columnheader: { role: 'columnheader' },
  rowheader: { role: 'rowheader' },
  cell: { role: 'cell' },
} as const;
