import { expect, test } from 'vitest';
import { clockReadings } from './machine-clock';

test.each([
  'const at = new Date();',
  'const at = new Date;',
  'setInterval(Date.now, 5);',
  'const at = Date.now();',
  'const at = String(Date());',
  'const at = performance.timeOrigin;',
])('%s reads the clock', (source) => {
  expect(clockReadings(`\n${source}`)).toEqual([2]);
});

test.each([
  'const at = new Date(now.getTime() + 5);',
  'const at = currentTime();',
  'const at = Date.UTC(2026, 1);',
  'const at = (now: Date) => now;',
  'const at = formatDate();',
  "const at = 'new Date()';",
  '// Date.now()',
])('%s does not', (source) => {
  expect(clockReadings(source)).toEqual([]);
});
