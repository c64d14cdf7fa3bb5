import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ChurnReasonsResult } from "../metrics/churnReasons/churnReasons.js";

/** A column name as it is read: `margin_lost` → "margin lost". */
export function readable(name: string): string {
  const known = word(name);
  return known === name ? word(name.replace(/_/g, " ")) : known;
}

/** Names as they are said: "a, b and c". */
export function listed(names: readonly string[]): string {
  const said = names.map(word);
  return said.length < 2 ? said.join("") : [said.slice(0, -1).join(words`, `), said.at(-1)].join(words` and `);
}

/** A share without decimals; never 100% or 0% for what is only nearly so. */
export function roughly(share: number): string {
  if (share > 0.995 && share < 1) return words`more than 99%`;
  if (share > 0 && share < 0.005) return words`less than 1%`;
  return percent(share, { digits: 0 });
}

/** In how many resamples the set came back; empty where nothing was resampled. */
export function comesBack({ overall, resamples }: ChurnReasonsResult): string {
  if (overall.returnsWhole === null) return "";
  return words`comes back in ${roughly(overall.returnsWhole)} of ${count(resamples)} resamples`;
}

/** What the vital few are, and whether they would come back. */
function finding(result: ChurnReasonsResult): string {
  const { vitalFew, estimate, verdict, note } = result.overall;
  if (estimate === null) return words`No vital few: ${word(note ?? "")}.`;
  const back = comesBack(result);
  const head = words`Vital few at ${percent(result.threshold, { digits: 0 })}, ${percent(estimate)} together`;
  const again = back === "" ? "" : words`; this set ${back}`;
  return words`${head}: ${listed(vitalFew)}${again}. Ranks: ${word(verdict)}.`;
}

/** The figure in one sentence. */
export function reasonsSentence(result: ChurnReasonsResult): string {
  const said = result.overall.reasons.map((row) => words`${word(row.reason)} ${percent(row)}`);
  const level = percent(result.level, { digits: 0 });
  const what = words`${readable(result.label)}, shares with simultaneous ${level} intervals`;
  return words`${what}: ${said.join(words`; `)}. ${finding(result)}`;
}

const MOST_ISSUES = 3;

/** What was counted although it looks wrong; what is missing stands among the exclusions. */
function toLookAt({ issues }: ChurnReasonsResult): string[] {
  const counted = issues.filter(({ rule }) => rule !== "no-reason" && rule !== "white-space");
  const said = counted.slice(0, MOST_ISSUES).map(({ message }) => words`${word(message)}.`);
  const more = counted.length - said.length;
  if (more === 0) return said;
  return [...said, more === 1 ? words`${count(more)} more such notice.` : words`${count(more)} more such notices.`];
}

/** What the caption says beside method, exclusions and source. */
export function reasonsCaption(result: ChurnReasonsResult): string[] {
  const base = result.multiple
    ? words`Bars: share naming the reason; cumulative: each customer split evenly over the reasons named.`
    : words`Shares of those with an actionable reason or 'other'.`;
  const zero =
    result.overall.negative === 0 ? [] : [words`${count(result.overall.negative)} below zero counted as no loss.`];
  return [finding(result), base, ...zero, words`Hatched, bold: the vital few.`, ...toLookAt(result)];
}
