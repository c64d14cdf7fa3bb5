import { count, inUnit } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ScorecardResult, ScorecardRow, Verdict } from "../metrics/scorecard/scorecard.js";
import { COLOURS, type Wording } from "./theme.js";
import { plain } from "./wording.js";

/** Each verdict by form and by colour, and its name in words. */
export const MARKS: Readonly<Record<Verdict, { readonly symbol: string; readonly color: string }>> = {
  met: { symbol: "circle", color: COLOURS.green },
  missed: { symbol: "diamond", color: COLOURS.vermilion },
  "cannot tell yet": { symbol: "circle-open", color: COLOURS.faintInk },
};

/** 'at least +50', 'at most 5.0% a year' where the target has a period. */
export function aimOf({ side, target, unit, per, from }: ScorecardRow): string {
  const period = per === null ? "" : typeof per === "number" ? words` in ${plain(per)} days` : words` a ${word(per)}`;
  return words`${word(side)} ${inUnit(target, unit)}${period}${from === "usual" ? words` (usual)` : ""}`;
}

/** '3 met, 5 missed, 2 cannot tell yet' */
function countsOf({ met, missed, undecided }: ScorecardResult["overall"]): string {
  return words`${plain(met)} met, ${plain(missed)} missed, ${plain(undecided)} cannot tell yet`;
}

/** Population, period and how many targets there are of each kind. */
export const scorecardSubtitle = (result: ScorecardResult, { subtitle, population, period }: Wording): string =>
  subtitle ??
  [population, period, countsOf(result.overall)].filter((part) => part !== undefined && part !== "").join(" · ");

/** 'about 1,200 more would tell': a guide, so two digits of it. */
export const moreOf = (more: number): string => words`about ${count(Number(more.toPrecision(2)))} more would tell`;
