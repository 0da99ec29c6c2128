/** The first line of standard input, without its end. A password never stands on a command line, which others see. */
export async function readPassword(stdin: NodeJS.ReadableStream): Promise<string> {
  let text = '';
  for await (const chunk of stdin) text += chunk.toString();
  return text.split(/\r?\n/, 1)[0] ?? '';
}
