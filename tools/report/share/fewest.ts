import { WrongUsage } from "../../terminal/failure.js";

/** How many answers a shared number rests on at least, unless it is said. */
const FEWEST = 10;
/** With fewer, a count says too much of single people. */
const LEAST = 5;

/** What `--share` and `--share-from K` ask for; null where the report stays in the house. */
export function fewestOf(share: boolean | undefined, from: string | undefined): number | null {
  if (from === undefined) return share === true ? FEWEST : null;
  const number = Number(from);
  if (!/^\d{1,6}$/.test(from) || number < LEAST)
    throw new WrongUsage(`--share-from requires a whole number of ${LEAST} or more; got ${JSON.stringify(from)}`);
  return number;
}
