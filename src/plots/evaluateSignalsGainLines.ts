import { words } from "../language/words.js";
import type { EvaluateSignalsResult, Foresight } from "../metrics/evaluateSignals/signalEvaluation.js";
import { type OfSignal, signalName } from "./evaluateSignalsWords.js";
import { COLOURS } from "./theme.js";

/** A score that is drawn, and how. */
export interface Line {
  readonly name: string;
  readonly foresight: Foresight;
  readonly colour: string;
  readonly dash: string;
  readonly width: number;
}

/** Told apart by dash and by colour. */
const LOOKS = [
  { colour: COLOURS.blue, dash: "dash" },
  { colour: COLOURS.vermilion, dash: "dot" },
  { colour: COLOURS.green, dash: "dashdot" },
  { colour: COLOURS.purple, dash: "longdash" },
  { colour: COLOURS.orange, dash: "longdashdot" },
] as const;

const USUAL = 4;
/** As the caller asks for it. */
const rawName = ({ keys }: OfSignal) => String(keys.signal);

const isDrawn = ({ foresight }: { readonly foresight: Foresight }) => foresight.curve.length > 0;

function chosen({ rows }: EvaluateSignalsResult, names: readonly string[] | undefined): OfSignal[] {
  if (names === undefined) {
    const auc = ({ foresight }: OfSignal) => foresight.auc.estimate ?? 0;
    return [...rows]
      .filter((row) => isDrawn(row) && row.finding !== "follows")
      .sort((a, b) => auc(b) - auc(a))
      .slice(0, USUAL);
  }
  if (names.length > LOOKS.length) {
    throw new TypeError(`signalGainPlot requires up to ${LOOKS.length} signals; got ${names.length}`);
  }
  return names.map((name) => {
    const row = rows.find((one) => rawName(one) === name);
    if (row !== undefined) return row;
    throw new Error(
      `signalGainPlot: no signal '${name}'; signals: ${rows.map((one) => `'${rawName(one)}'`).join(", ")}`,
    );
  });
}

/** All signals together, where there is a score, then those asked for. */
export function linesOf(result: EvaluateSignalsResult, names: readonly string[] | undefined): Line[] {
  const { foresight } = result.score;
  const together = foresight && {
    name: words`all signals together`,
    foresight,
    colour: COLOURS.ink,
    dash: "solid",
    width: 2.5,
  };
  const single = chosen(result, names).map((row, i) => ({
    ...{ name: signalName(row), foresight: row.foresight, width: 1.8 },
    ...LOOKS[i]!,
  }));
  return [...(together ? [together] : []), ...single].filter(isDrawn);
}
