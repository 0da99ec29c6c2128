import { describe, expect, test } from 'vitest';
import {
  externalIdSchema,
  formatMetadata,
  parseMetadata,
  typedExternalId,
  typedMetadata,
} from './metadata-schema';

describe('an external id', () => {
  test.each(['customer-4711', 'a', '!~', 'x'.repeat(255), 'https://crm.example.com/7?a=b'])('%s', (id) => {
    expect(externalIdSchema.parse(id)).toBe(id);
    expect(typedExternalId.parse(` ${id} `)).toBe(id);
  });

  test.each(['', 'two words', 'a,b', 'é', 'a\nb', 'a\0', '\ud800', 'x'.repeat(256), 7, null])(
    'not %j',
    (id) => {
      expect(externalIdSchema.safeParse(id).success).toBe(false);
    },
  );

  test('nothing typed is none', () => {
    expect(typedExternalId.parse('  ')).toBe('');
  });
});

describe('metadata', () => {
  test.each([
    ['', {}],
    ['  ', {}],
    ['{}', {}],
    ['{"plan":"gold","seats":5,"trial":false}', { plan: 'gold', seats: 5, trial: false }],
    ['{"a.b_c-D9":"\\u00e9 🔑"}', { 'a.b_c-D9': 'é 🔑' }],
    ['{"constructor":"x"}', { constructor: 'x' }],
  ])('%s', (typed, expected) => {
    expect(typedMetadata.parse(typed)).toBe(typed);
    expect(parseMetadata(typed).data).toEqual(expected);
    expect(parseMetadata(formatMetadata(expected)).data).toEqual(expected);
  });

  test.each([
    ['{', /JSON object/],
    ['[]', /JSON object/],
    ['null', /JSON object/],
    ['"text"', /JSON object/],
    ['{"plan":null}', /^plan: A value is/],
    ['{"plan":{"a":1}}', /^plan: A value is/],
    ['{"plan":["a"]}', /^plan: A value is/],
    ['{"two words":1}', /^two words: A name has/],
    ['{"":1}', /A name has/],
    ['{"__proto__":1}', /JSON object/],
    [`{"${'n'.repeat(65)}":1}`, /A name has/],
    ['{"a":"\\u0000"}', /^a: /],
    ['{"a":"\\ud800"}', /^a: /],
    [`{"a":"${'x'.repeat(4_089)}"}`, /4,096 bytes/],
    [`{"a":"${'é'.repeat(2_045)}"}`, /4,096 bytes/],
  ])('not %s', (typed, message) => {
    expect(typedMetadata.safeParse(typed).error?.issues[0]?.message).toMatch(message);
  });

  test('the last byte fits', () => {
    expect(parseMetadata(`{"a":"${'x'.repeat(4_088)}"}`).success).toBe(true);
  });
});
