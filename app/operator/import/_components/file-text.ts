/** Small enough that even a small file shows progress. */
const MAX_CHARACTERS = 8_192;

/** A file's text in parts. `onUsed` gets the share of the file that was read so far, from 0 to 1. */
export async function* textOf(file: File, onUsed: (share: number) => void): AsyncIterable<string> {
  const reader = file.stream().getReader();
  // One decoder for all parts: a character may begin in one and end in the next.
  const decoder = new TextDecoder();
  let bytes = 0;
  try {
    for (;;) {
      const { done, value } = await reader.read();
      const text = done ? decoder.decode() : decoder.decode(value, { stream: true });
      for (let start = 0; start < text.length; start += MAX_CHARACTERS) {
        yield text.slice(start, start + MAX_CHARACTERS);
        const used = Math.min(1, (start + MAX_CHARACTERS) / text.length);
        onUsed((bytes + used * (value?.length ?? 0)) / file.size);
      }
      if (done) break;
      bytes += value.length;
    }
  } finally {
    await reader.cancel();
  }
}
