/** Searching for a percent sign finds percent signs. PostgreSQL's text can't hold NUL. */
export const escapeLike = (text: string): string => text.replace(/\0/g, '').replace(/[\\%_]/g, '\\$&');
