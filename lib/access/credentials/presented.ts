/** What a caller presents. A secret may come beside the key or joined to it by a full stop. */
export type Presented = { key: string; secret: string | null };

/** Parts "KEY.SECRET", or null where a secret came twice. */
export function readPresented(key: string, secret: string | undefined): Presented | null {
  const stop = key.indexOf('.');
  if (stop === -1) return { key, secret: secret ?? null };
  if (secret !== undefined) return null;
  return { key: key.slice(0, stop), secret: key.slice(stop + 1) };
}
