import { expect, test } from 'vitest';
import { readCredentials } from './read-credentials';

const basic = (text: string) => `Basic ${Buffer.from(text, 'latin1').toString('base64')}`;
const presented = (key: string, secret: string | null) => ({
  kind: 'presented',
  presented: { key, secret, whole: secret === null ? key : `${key}.${secret}` },
});
const apart = (key: string, secret: string) => ({
  kind: 'presented',
  presented: { key, secret, whole: null },
});
const none = { kind: 'none' };
const malformed = { kind: 'malformed' };

test.each([
  ['nothing', [], none],
  ['headers of others', ['Cookie', 'a=b', 'Proxy-Authorization', 'Bearer k.s'], none],
  ['X_API_Key, which is nobody’s header', ['X_API_Key', 'k', 'X.API.Key', 'k'], none],
  ['a scheme that is not ours', ['Authorization', 'Digest username="k"'], none],
  ['a scheme that only begins like ours', ['Authorization', 'Bearers k.s'], none],

  ['bearer', ['Authorization', 'Bearer k.s'], presented('k', 's')],
  ['bearer, key alone', ['Authorization', 'Bearer k'], presented('k', null)],
  ['bearer in lower case', ['authorization', 'bearer k.s'], presented('k', 's')],
  ['bearer in capitals, blanks', ['AUTHORIZATION', 'BEARER   k.s'], presented('k', 's')],
  ['bearer with an empty secret', ['Authorization', 'Bearer k.'], presented('k', '')],
  ['bearer with three parts', ['Authorization', 'Bearer k.s.t'], presented('k', 's.t')],
  ['Bearer alone', ['Authorization', 'Bearer'], malformed],
  ['Bearer and a blank', ['Authorization', 'Bearer '], malformed],
  ['bearer without a key', ['Authorization', 'Bearer .s'], malformed],
  ['two in one header', ['Authorization', 'Bearer k.s, Bearer k.s'], malformed],
  ['a tab', ['Authorization', 'Bearer\tk.s'], none],
  ['non-ASCII', ['Authorization', 'Bearer k\u00e9.s'], malformed],
  ['an empty header', ['Authorization', ''], malformed],
  [
    'bearer that begins with a full stop',
    ['Authorization', `Bearer .${'t'.repeat(20)}`],
    presented('', 't'.repeat(20)),
  ],
  ['basic, a token with full stops', ['Authorization', basic('a.b.c:')], presented('a', 'b.c')],
  ['a token with full stops', ['X-API-Key', 'a.b.c'], presented('a', 'b.c')],
  ['20 KB', ['Authorization', `Bearer ${'k'.repeat(20_480)}`], presented('k'.repeat(20_480), null)],

  ['basic', ['Authorization', basic('k:s')], apart('k', 's')],
  ['basic in lower case', ['Authorization', basic('k:s').replace('Basic', 'basic')], apart('k', 's')],
  ['basic, key alone', ['Authorization', basic('k:')], presented('k', null)],
  ['basic with colons in the secret', ['Authorization', basic('k:s:t')], apart('k', 's:t')],
  ['basic, the secret twice', ['Authorization', basic('k.s:s')], malformed],
  ['basic without a colon', ['Authorization', basic('ks')], malformed],
  ['basic without a key', ['Authorization', basic(':s')], malformed],
  ['basic that is not base64', ['Authorization', 'Basic k:s'], malformed],
  ['basic with garbage inside', ['Authorization', `Basic ${'!'}azpz`], malformed],
  ['Basic alone', ['Authorization', 'Basic'], malformed],

  ['a key', ['X-API-Key', 'k'], presented('k', null)],
  ['a key and a secret', ['x-api-key', 'k', 'X-Api-Secret', 's'], apart('k', 's')],
  ['a key joined to its secret', ['X-API-Key', 'k.s'], presented('k', 's')],
  ['a key joined to its secret, and a secret', ['X-API-Key', 'k.s', 'X-API-Secret', 's'], malformed],
  ['an empty key', ['X-API-Key', ''], malformed],
  ['an empty secret', ['X-API-Key', 'k', 'X-API-Secret', ''], apart('k', '')],
  ['a secret alone', ['X-API-Secret', 's'], malformed],

  ['Authorization twice', ['Authorization', 'Bearer k.s', 'authorization', 'Bearer k.s'], malformed],
  ['a key twice', ['X-API-Key', 'k', 'X-API-Key', 'k'], malformed],
  ['a secret twice', ['X-API-Key', 'k', 'X-API-Secret', 's', 'X-API-Secret', 's'], malformed],
  ['two kinds', ['Authorization', 'Bearer k.s', 'X-API-Key', 'k'], malformed],
  ['two kinds, one not ours', ['Authorization', 'Digest x', 'X-API-Key', 'k'], malformed],
  ['a bearer and a secret beside it', ['Authorization', 'Bearer k', 'X-API-Secret', 's'], malformed],
])('%s', (_case, rawHeaders, expected) => {
  expect(readCredentials(rawHeaders)).toEqual(expected);
});
