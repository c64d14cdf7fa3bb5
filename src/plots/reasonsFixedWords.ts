import { count, number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ReasonsFixedResult, ReasonsFixedRow } from "../metrics/reasonsFixed/reasonsFixed.js";
import { listed } from "./churnReasonsWords.js";
import type { Wording } from "./theme.js";
import { plain } from "./wording.js";

export interface ReasonsFixedWording extends Wording {
  /** Which fix is drawn; all at once unless given. */
  readonly fix?: string;
  /** By when, in words: "within a year". */
  readonly within?: string;
}

/** The row of one fix over everybody, or of all at once. */
export function rowOfFix({ overall, fixes }: ReasonsFixedResult, fix: string | undefined, caller: string) {
  if (fix === undefined) return overall;
  const found = fixes.find((row) => row.fix === fix);
  if (found !== undefined) return found;
  const names = fixes.map((row) => `'${row.fix}'`).join(", ");
  throw new RangeError(`${caller}: no fix '${fix}'; there are ${names}`);
}

/** The time the estimates are of: as the caller says it, or as the table counts it. */
export function timeOf({ horizon }: ReasonsFixedResult, { within }: ReasonsFixedWording): string {
  return (
    within ?? (horizon === null ? "" : words`by ${number(horizon, { digits: Number.isInteger(horizon) ? 0 : 2 })}`)
  );
}

/** What was drawn at random, and what the answer rests on. */
export const caveats = ({ resamples }: ReasonsFixedResult): string[] => [
  words`${count(resamples)} resamples.`,
  words`If causes are independent and the fix leaves other reasons alone.`,
];

/** "with Faster delivery", "with all 3 fixes" */
export const withFix = ({ fix, effectiveness }: ReasonsFixedRow, { fixes }: ReasonsFixedResult): string =>
  effectiveness === null ? words`with all ${plain(fixes.length)} fixes` : words`with ${word(fix)}`;

/** Which fixes are meant where all are. */
export const fixesMeant = ({ effectiveness }: ReasonsFixedRow, { fixes }: ReasonsFixedResult): string[] =>
  effectiveness === null ? [words`All fixes: ${listed(fixes.map(({ fix }) => word(fix)))}.`] : [];
