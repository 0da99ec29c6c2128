/** A file that is generated while it is sent. */
export type Export = {
  filename: string;
  /** The number of rows to expect; fewer if some are deleted meanwhile. */
  total: number;
  text: AsyncIterable<string>;
};

/** The header with the number of rows, so that progress can be shown. */
export const ROWS_HEADER = 'x-keyport-rows';
