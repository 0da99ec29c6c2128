/** What keeps Keyport from starting. Its message is one line for the person at the terminal. */
export class StartError extends Error {
  override name = 'StartError';
}
