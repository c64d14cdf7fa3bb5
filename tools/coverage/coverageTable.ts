import { inDigits } from "../../src/language/digits.js";
import { word, words } from "../../src/language/words.js";

/** What is asked of some columns of a table: no share below `least`, none above `most`. */
interface Bar {
  /** What the columns have in common: 'log-log'. */
  readonly name: string;
  readonly columns: readonly string[];
  readonly least: number;
  /** Null where covering more than asked is welcome. */
  readonly most: number | null;
}

/** How often 95 % intervals held what they were to hold: one situation a row, one method a column. */
export interface CoverageTable {
  readonly title: string;
  /** What is looked at, in a sentence or two. */
  readonly says: string;
  /** Whether all outcomes were added up, or how many samples were drawn and from which seeds. */
  readonly how: string;
  readonly situation: string;
  readonly columns: readonly string[];
  readonly rows: readonly { readonly name: string; readonly shares: readonly number[] }[];
  readonly bars: readonly Bar[];
}

/** Whether a bar is met, and how near it came. */
export interface Verdict {
  readonly bar: Bar;
  readonly lowest: number;
  readonly highest: number;
  readonly held: boolean;
}

/** Shares are kept and compared with four digits. */
export const rounded = (share: number): number => Math.round(share * 1e4) / 1e4;

export function verdicts({ bars, columns, rows }: CoverageTable): Verdict[] {
  return bars.map((bar) => {
    const places = bar.columns.map((name) => columns.indexOf(name));
    if (places.includes(-1)) throw new RangeError(`the bar of ${bar.name} names a column that is not there`);
    const shares = rows.flatMap((row) => places.map((place) => row.shares[place]!));
    const [lowest, highest] = [Math.min(...shares), Math.max(...shares)];
    return { bar, lowest, highest, held: lowest >= bar.least && (bar.most === null || highest <= bar.most) };
  });
}

const percent = (share: number) => inDigits(`${(100 * share).toFixed(1)}%`);

/** A verdict as a sentence: 'adjusted Wald and score: 93.7% to 97.1%, at least 93% asked: held'. */
export function verdictInWords({ bar, lowest, highest, held }: Verdict): string {
  const [name, least, from, to] = [word(bar.name), ...[bar.least, lowest, highest].map(percent)] as const;
  const asked = bar.most === null ? words`at least ${least!}` : words`${least!} to ${percent(bar.most)}`;
  return held
    ? words`${name}: ${from!} to ${to!}, ${asked} asked: held`
    : words`${name}: ${from!} to ${to!}, ${asked} asked: MISSED`;
}
