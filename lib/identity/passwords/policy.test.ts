import { expect, test } from 'vitest';
import { passwordProblem } from './policy';

const known = ['ada@northwind.example', 'ada', 'Ada Byron', 'Northwind Traders'];
const alone = (password: string) => passwordProblem(password, { withAuthenticator: false, known });
const beside = (password: string) => passwordProblem(password, { withAuthenticator: true, known });

test.each([
  'correct horse battery staple',
  'a lantern by the river',
  'my cat eats lemons',
  'ключ лежит под камнем',
  'x7#kQ9!mZ2vB4$pL',
  `${'long and longer '.repeat(16)}`,
])('%s is good enough alone', (password) => {
  expect(alone(password)).toBeNull();
});

test.each([
  ['123456789012345', /attackers try first|easy to guess/],
  ['qwertyuiopasdfgh', /attackers try first|Keys next to/],
  ['P@ssw0rd1234567', /close to one that attackers try/],
  ['Password12345678', /close to one that attackers try/],
  ['asdfghjklasdfghjkl', /repeats itself/],
  ['abcabcabcabcabcabc', /different characters|repeats itself/],
  ['iloveyouiloveyou', /repeats itself/],
  ['adabyron-adabyron', /repeats itself/],
  ['AdaByron adabyron', /repeats itself/],
  ['ada byron ada byron', /repeats itself/],
  ['adabyron1815adabyron', /repeats itself/],
  ['monkey, monkey, monkey', /repeats itself/],
  ['sunshine123sunshine', /repeats itself/],
  ['northwindtraders!', /your organization/],
  ['Northwind Traders', /attackers try first/],
  ['northwind traders1', /your organization/],
  ['ada@northwind.example1', /your address/],
  ['aaaaaaaaaaaaaaaaa', /different characters/],
  ['fourteen chars', /at least 15 characters/],
  ['x'.repeat(257), /at most 256/],
  ['a broken \ud800 character', /broken character/],
])('%s is refused, with what is wrong', (password, words) => {
  expect(alone(password)).toMatch(words);
});

test('a refusal by the estimate says what to do', () => {
  expect(alone('qwertyuiopasdfgh')).toContain(
    'Use four or more words that have nothing to do with each other.',
  );
});

test.each([
  ['tin roof', null],
  ['password', /attackers try first/],
  ['passw0rd1', /attackers try/],
  ['qwer1234', /attackers try|Keys/],
  ['short', /at least 8 characters/],
])('%s beside an authenticator', (password, words) => {
  if (words === null) expect(beside(password)).toBeNull();
  else expect(beside(password)).toMatch(words);
});

test('requires no kinds of characters: spaces and lower-case letters will do', () => {
  expect(alone('nothing but small letters here')).toBeNull();
});

test.each(['4@$$wOrd1qA!'.repeat(21), 'a1'.repeat(128), 'qwerty1'.repeat(36), `${'abcd'.repeat(63)}xyz`])(
  '%s takes no time worth an attack',
  (password) => {
    const began = performance.now();
    alone(password);
    expect(performance.now() - began).toBeLessThan(1_000);
  },
);
