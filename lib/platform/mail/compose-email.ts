/** A message with one purpose. It contains no secret but the link, which works once. */
export type EmailMessage = {
  to: string;
  subject: string;
  /** Plain text, one entry per paragraph; shown before the link. */
  paragraphs: readonly string[];
  link: { label: string; url: string };
  /** How long the link works, and what to do if the message wasn't expected. */
  closing: string;
};

/** Whom a message is for. */
export type Recipient = { name: string; email: string };

/** A time as messages write it, such as "2026-11-27, 12:00 UTC": nobody knows the reader's time zone. */
export const timeInEmail = (at: Date): string => `${at.toISOString().slice(0, 16).replace('T', ', ')} UTC`;

/** The same text twice: plain, and as HTML with a button. */
export function compose({ paragraphs, link, closing }: EmailMessage): { text: string; html: string } {
  const text = [...paragraphs, `${link.label}: ${link.url}`, closing].join('\n\n');
  const html = [
    '<!doctype html><html lang="en"><meta charset="utf-8"><body style="margin:0;padding:24px;background:#fbfbfa">',
    '<div style="max-width:32rem;margin:0 auto;padding:24px;border:1px solid #e6e5e1;border-radius:12px;background:#fff;color:#1b1c1a;font:16px/24px system-ui,sans-serif">',
    ...paragraphs.map((words) => `<p style="margin:0 0 16px">${escaped(words)}</p>`),
    `<p style="margin:24px 0"><a href="${escaped(link.url)}" style="display:inline-block;padding:10px 16px;border-radius:8px;background:#1b1c1a;color:#fff;text-decoration:none">${escaped(link.label)}</a></p>`,
    `<p style="margin:0 0 16px;color:#5b5e58;font-size:14px;line-height:20px;overflow-wrap:anywhere">Or open this address: ${escaped(link.url)}</p>`,
    `<p style="margin:0;color:#5b5e58;font-size:14px;line-height:20px">${escaped(closing)}</p>`,
    '</div></body></html>',
  ].join('\n');
  return { text, html };
}

const ENTITIES: Record<string, string> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

/** Names that people chose for themselves are part of these messages. */
const escaped = (text: string): string => text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? '');
