/** Rows that leave an engine at once, at most, unless the table was opened with another `maxRows`. */
export const MAX_ROWS = 5_000_000;

const shown = (count: number) => count.toLocaleString("en-US");

/** The refusal to fetch more rows than may leave the engine. */
export class TooManyRows extends RangeError {
  /**
   * @param what the rows: 'single rows of orders.parquet'
   * @param rows how many there are; null for more than may be fetched
   */
  constructor(caller: string, what: string, rows: number | null, most: number) {
    const got = rows === null ? "more" : shown(rows);
    const mend = "roll the table up, filter it or take a sample where it lies, or open it with a higher maxRows";
    super(`${caller} requires ${what}, at most ${shown(most)} at once; got ${got}: ${mend}`);
  }
}

/** What is read of rows only to say more about a number; null where they are too many to be fetched, which no number depends on. */
export async function ifFewRows<T>(read: () => Promise<T>): Promise<T | null> {
  try {
    return await read();
  } catch (error) {
    if (error instanceof TooManyRows) return null;
    throw error;
  }
}
