import { expect, test } from 'vitest';
import { createLog } from './log';

function linesOf(say: (log: ReturnType<typeof createLog>) => void): string {
  let text = '';
  say(
    createLog({
      write: (line: string) => {
        text += line;
      },
    }),
  );
  return text;
}

test.each(['secret', 'password', 'passcode', 'token', 'authorization', 'cookie', 'databaseUrl'])(
  'a %s is taken out, three levels deep',
  (name) => {
    const text = linesOf((log) =>
      log.info({ [name]: 'hush-1', a: { [name]: 'hush-2', b: { [name]: 'hush-3' } } }, 'said'),
    );
    expect(text).toContain('said');
    expect(text).not.toMatch(/hush/);
  },
);

test('of an error only what helps: not the connection that hangs on it', () => {
  const error = Object.assign(new Error('gone', { cause: new Error('why') }), {
    code: '57P01',
    client: { connectionParameters: { host: 'db.internal' } },
  });
  const text = linesOf((log) => log.warn({ err: error }, 'lost'));
  expect(text).toContain('gone');
  expect(text).toContain('why');
  expect(text).toContain('57P01');
  expect(text).not.toContain('db.internal');
});
