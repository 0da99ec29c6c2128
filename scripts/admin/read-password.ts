/**
 * The first line of standard input, without its line break. Passwords aren't taken from the command line, which others
 * can see.
 */
export async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += chunk.toString();
  return text.split(/\r?\n/, 1)[0] ?? '';
}
