import { count } from "../format/numbers.js";
import { word, words } from "../language/words.js";

/** What is known of a table of which a period was asked for; see `tableWith`. */
interface OfPeriod {
  readonly extent: {
    readonly period: string;
    readonly first: string;
    readonly last: string;
    readonly taken: "within" | "until" | "whole";
    readonly rows: number;
    readonly undated: number;
  } | null;
}

/**
 * Which rows of a table are used where a period was asked for, as a sentence to stand behind another one; empty where none was.
 *
 * @example
 * const survey = await tableWith(data, ["recommend", "date"], { period: "2026-05" });
 * await say(`${count(reading(survey.frame).rows)} rows were read.${ofPeriod(survey)}`);
 */
export function ofPeriod({ extent }: OfPeriod): string {
  if (extent === null) return "";
  const { taken, undated } = extent;
  const [period, first, last] = [extent.period, extent.first, extent.last].map(word) as [string, string, string];
  if (taken === "whole")
    return ` ${words`The table has no dates: all of its rows are used, not only those of ${period}.`}`;
  const rows = count(extent.rows);
  const used =
    taken === "within"
      ? words`Used are the ${rows} of ${period}, from ${first} to ${last}.`
      : words`Used are the ${rows} up to the end of ${period}, ${last}.`;
  return undated === 0 ? ` ${used}` : ` ${used} ${words`${count(undated)} without a date are in no period.`}`;
}
