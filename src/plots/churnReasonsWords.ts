import { count, percent } from "../format/numbers.js";
import type { ChurnReasonsResult } from "../metrics/churnReasons/churnReasons.js";

/** A column name as it is read: `margin_lost` → "margin lost". */
export const readable = (name: string): string => name.replace(/_/g, " ");

/** Names as they are said: "a, b and c". */
export const listed = (names: readonly string[]): string =>
  names.length < 2 ? names.join("") : `${names.slice(0, -1).join(", ")} and ${names.at(-1)}`;

/** A share without decimals; never 100% or 0% for what is only nearly so. */
export function roughly(share: number): string {
  if (share > 0.995 && share < 1) return "more than 99%";
  if (share > 0 && share < 0.005) return "less than 1%";
  return percent(share, { digits: 0 });
}

/** In how many resamples the set came back; empty where nothing was resampled. */
export function comesBack({ overall, resamples }: ChurnReasonsResult): string {
  if (overall.returnsWhole === null) return "";
  return `comes back in ${roughly(overall.returnsWhole)} of ${count(resamples)} resamples`;
}

/** What the vital few are, and whether they would come back. */
function finding(result: ChurnReasonsResult): string {
  const { vitalFew, estimate, verdict, note } = result.overall;
  if (estimate === null) return `No vital few: ${note}.`;
  const back = comesBack(result);
  const head = `Vital few at ${percent(result.threshold, { digits: 0 })}, ${percent(estimate)} together`;
  return `${head}: ${listed(vitalFew)}${back === "" ? "" : `; this set ${back}`}. Ranks: ${verdict}.`;
}

/** The figure in one sentence. */
export function reasonsSentence(result: ChurnReasonsResult): string {
  const said = result.overall.reasons.map((row) => `${row.reason} ${percent(row)}`);
  const level = percent(result.level, { digits: 0 });
  const what = `${readable(result.label)}, shares with simultaneous ${level} intervals`;
  return `${what}: ${said.join("; ")}. ${finding(result)}`;
}

const MOST_ISSUES = 3;

/** What was counted although it looks wrong; what is missing stands among the exclusions. */
function toLookAt({ issues }: ChurnReasonsResult): string[] {
  const counted = issues.filter(({ rule }) => rule !== "no-reason" && rule !== "white-space");
  const said = counted.slice(0, MOST_ISSUES).map(({ message }) => `${message}.`);
  const more = counted.length - said.length;
  return more > 0 ? [...said, `${more} more such ${more === 1 ? "notice" : "notices"}.`] : said;
}

/** What the caption says beside method, exclusions and source. */
export function reasonsCaption(result: ChurnReasonsResult): string[] {
  const base = result.multiple
    ? "Bars: share naming the reason; cumulative: each customer split evenly over the reasons named."
    : "Shares of those with an actionable reason or 'other'.";
  const zero =
    result.overall.negative === 0 ? [] : [`${count(result.overall.negative)} below zero counted as no loss.`];
  return [finding(result), base, ...zero, "Hatched, bold: the vital few.", ...toLookAt(result)];
}
