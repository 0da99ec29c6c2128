/** The browser's clock in milliseconds since the epoch. It may be wrong by hours: compare it with the server's. */
export const browserNowMs = (): number => Date.now();
