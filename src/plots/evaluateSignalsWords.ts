import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type {
  DateRange,
  EvaluateSignalsResult,
  SignalFinding,
  SignalRow,
} from "../metrics/evaluateSignals/signalEvaluation.js";
import type { Keys } from "../metrics/result.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, sourceNote } from "./wording.js";

/** One signal of a result. */
export type OfSignal = SignalRow & { readonly keys: Keys };

export const signalName = ({ keys }: OfSignal): string => word(String(keys.signal));

/** From what warns to what nothing is known of. */
const FINDINGS: readonly SignalFinding[] = ["warns", "weak", "not told from chance", "calms", "follows", "cannot tell"];

/** What warns first; of one finding the larger hazard ratio first. */
export const inOrder = (rows: readonly OfSignal[]): OfSignal[] =>
  [...rows].sort(
    (a, b) =>
      FINDINGS.indexOf(a.finding) - FINDINGS.indexOf(b.finding) ||
      (b.estimate ?? Number.NEGATIVE_INFINITY) - (a.estimate ?? Number.NEGATIVE_INFINITY),
  );

const present = (parts: readonly (string | undefined)[]) =>
  parts.filter((part): part is string => part !== undefined && part !== "");

/** Population, period and n of the panel; what the caller gave stands as it is. */
export function signalSubtitle({ panel, until }: EvaluateSignalsResult, wording: Wording): string {
  const { subtitle, population, period = words`${word(panel.from)} to ${word(panel.to)}` } = wording;
  const n = words`n = ${count(panel.customers)} customers, ${count(panel.leavers)} left by ${word(until)}`;
  return subtitle ?? present([population, period, n]).join(" · ");
}

/** Population, period and n of the dates on which the combined score is judged. */
export function judgedSubtitle(judged: DateRange | null, wording: Wording): string {
  const { subtitle, population } = wording;
  if (judged === null) return subtitle ?? present([population, wording.period]).join(" · ");
  const period = wording.period ?? words`judged on ${word(judged.from)} to ${word(judged.to)}`;
  const n = words`n = ${count(judged.customers)} customers, ${count(judged.cases)} cases, ${count(judged.leaving)} left`;
  return subtitle ?? present([population, period, n]).join(" · ");
}

/** A whole percentage where it is one: 95%, 97.5%. */
export const wholePercent = (level: number): string =>
  percent(level, { digits: level * 100 === Math.round(level * 100) ? 0 : 1 });

/** How the intervals are drawn, further sentences, exclusions and source. */
export function signalCaption(
  { level, excluded }: EvaluateSignalsResult,
  wording: Wording,
  drawn: string,
  ...sentences: readonly string[]
): string {
  const intervals = drawn === "" ? "" : words`${word(drawn)}: ${wholePercent(level)} intervals over customers.`;
  return present([intervals, ...sentences, exclusions(excluded), sourceNote(wording)]).join(" ");
}

/** Ticks of an axis of days, so that up to four stand beside each other. */
export const dayTicks = (days: number) => ({
  tick0: 0,
  dtick: [1, 2, 7, 14, 30, 60, 90, 180, 365].find((step) => days / step <= 4) ?? 730,
});

/** Room for a horizontal legend of these names above the plotting area, px. */
export function legendHeight(names: readonly string[]): number {
  const widest = Math.max(...names.map((name) => 48 + 6.4 * name.length));
  const inLine = Math.max(1, Math.floor(680 / widest));
  return 8 + 20 * Math.ceil(names.length / inLine);
}

/** Why nothing is drawn at a place, in lines. */
export const whyNothing = (note: string | null, place: Partial<Annotation>, letters: number): Partial<Annotation> => ({
  showarrow: false,
  align: "left",
  font: { size: 11, color: COLOURS.faintInk },
  ...place,
  text: `<i>${wrapLabel(word(note ?? "not known"), letters).join("<br>")}</i>`,
});

/** Why a row has no mark, in lines where its mark would be. */
export const whyNoMark = (note: string | null, y: number): Partial<Annotation> =>
  whyNothing(note, { xref: "paper", x: 0, xanchor: "left", xshift: 6, y, bgcolor: "#ffffff" }, 66);

/** A figure that says why there is nothing to show. */
export function emptyFigure(
  title: string,
  { subtitle, caption, note }: { readonly subtitle: string; readonly caption: string; readonly note: string | null },
): Figure {
  const none = { visible: false, fixedrange: true } as const;
  const middle = { xref: "paper", yref: "paper", x: 0, y: 0.5, xanchor: "left" } as const;
  const layout = framed(
    { title, subtitle, caption, plotHeight: 80, axisHeight: 12 },
    { xaxis: none, yaxis: none, annotations: [whyNothing(note, middle, 96)] },
  );
  return { data: [], layout, text: words`${title}: nothing to show (${word(note ?? "not known")}).` };
}

/** What the mouse says of a mark. */
export const hover = (sentences: readonly string[]) => ({
  customdata: sentences.map(escapeLabel),
  hovertemplate: "%{customdata}<extra></extra>",
});
