/** A percent sign that somebody searches for is a percent sign. NUL can't be in a text of PostgreSQL. */
export const escapeLike = (text: string): string => text.replace(/\0/g, '').replace(/[\\%_]/g, '\\$&');
