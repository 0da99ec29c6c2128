import { expect, test } from 'vitest';
import { countRows } from './count-rows';

const file = 'Name,Description\r\na,b\r\n"two\r\nlines","say ""hi""\n"\r\nlast,\r\n';

test.each([1, 2, 3, 1000])('in parts of %d bytes', (size) => {
  const bytes = new TextEncoder().encode(file);
  const counter = countRows();
  for (let start = 0; start < bytes.length; start += size) counter.take(bytes.slice(start, start + size));
  expect(counter.rows).toBe(3);
});

test('a head alone is no row', () => {
  const counter = countRows();
  expect(counter.rows).toBe(0);
  expect(counter.take(new TextEncoder().encode('Name\r\n'))).toBe(0);
});
