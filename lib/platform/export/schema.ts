/** A file that is written while it is sent. */
export type Export = {
  filename: string;
  /** How many rows there will be; fewer where something is deleted meanwhile. */
  total: number;
  text: AsyncIterable<string>;
};

/** Says how many rows to wait for, so that progress can be shown. */
export const ROWS_HEADER = 'x-keyport-rows';
