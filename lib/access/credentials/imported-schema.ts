/**
 * Credentials that another system issued: a token, which is secret as a whole, or a pair of an identifier and a secret.
 * A token or a secret has 20 to 512 visible ASCII characters. Commas are excluded, since proxies join repeated headers
 * with them.
 */
const TOKEN = /^[\x21-\x2b\x2d-\x7e]{20,512}$/;
const IDENTIFIER = /^[A-Za-z0-9_-]{3,128}$/;

/** An identifier, a full stop and a secret. */
export const MAX_PRESENTED = 128 + 1 + 512;

export const isToken = (text: string): boolean => TOKEN.test(text);

export const isImportedIdentifier = (text: string): boolean => IDENTIFIER.test(text);
