import type { Data } from "plotly.js-dist-min";
import { count, inUnit, percent } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { AnswerShare } from "../metrics/csat/csat.js";
import type { Estimate, Keys, Result } from "../metrics/result.js";
import { answerBar, scoreDots } from "./answerBars.js";
import { legendAbove, rowAxis, unitName, valueRange, whyEmpty } from "./axis.js";
import type { Figure } from "./figure.js";
import { between, inkOn } from "./ink.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, segmentName, subtitle, titleBy } from "./wording.js";

interface Answered extends Estimate {
  /** What was answered, from one end of the scale to the other. */
  readonly distribution?: readonly AnswerShare[];
}

/** A satisfaction metric: `csat`, `ces`, `secureCustomerIndex` or `acsiScore`. */
export interface Satisfaction extends Result<Answered> {
  /** Which end of the scale is the good one; the high one unless told. */
  readonly better?: "low" | "high";
}

type Row = Answered & { readonly keys?: Keys };

const SMALLEST_LABELLED = 0.06;

/** From bad (vermilion, hatched) over the grey middle to good (blue): `place` 0 to 1. */
function look(place: number): { colour: string; ink: string; pattern: string } {
  const colour =
    place < 0.5
      ? between(COLOURS.vermilion, COLOURS.lightGrey, 2 * place)
      : between(COLOURS.lightGrey, COLOURS.blue, 2 * place - 1);
  return { colour, ink: inkOn(colour), pattern: place < 0.5 ? "/" : "" };
}

function answerTraces(rows: readonly Row[], better: "low" | "high"): Partial<Data>[] {
  const answers = rows[0]!.distribution ?? [];
  return answers.map(({ answer }, i) => {
    const place = i / (answers.length - 1);
    const parts = rows.map(({ distribution }) => distribution![i]!);
    return answerBar({
      name: inDigits(word(answer)),
      shares: parts.map(({ share }) => share),
      counts: parts.map(({ n }) => n),
      ...look(better === "high" ? place : 1 - place),
      size: 7,
      line: { color: "#ffffff", width: 1 },
      smallestLabelled: SMALLEST_LABELLED,
    });
  });
}

function sentence(result: Satisfaction, rows: readonly Row[]): string {
  const said = rows.map((row) => words`${segmentName(row)} ${inUnit(row, result.unit)}, n = ${count(row.n)}`);
  return words`${word(result.label)} with ${percent(result.level, { digits: 0 })} intervals: ${said.join(words`; `)}.`;
}

/**
 * Satisfaction of each segment: what was answered as one bar, and beside it the score with its interval. The good end
 * of the scale is blue, the bad one hatched; two segments of the same score can be very different crowds.
 *
 * @example
 * satisfactionPlot(await csat(answers, { score: "satisfaction", rule: "top-2", by: "segment" }), { period: "2026" });
 */
export function satisfactionPlot(result: Satisfaction, wording: Wording = {}): Figure {
  const rows: Row[] = [result.overall, ...result.rows];
  const labels = rows.map((row, i) => rowLabel(segmentName(row), words`n = ${count(row.n)}`, { bold: i === 0 }));
  const hasAnswers = result.overall.distribution !== undefined;
  const better = result.better ?? "high";
  const isShare = result.unit === "share";
  const score = {
    range: valueRange(rows, { zero: isShare }),
    title: axisTitle(
      isShare ? words`share` : words`${unitName(result.unit)}${better === "low" ? words`, low is good` : ""}`,
    ),
    gridcolor: COLOURS.grid,
    zerolinecolor: COLOURS.grey,
    ...(isShare ? { tickformat: ".0%" } : {}),
  };
  const shares = {
    range: [0, 1] as [number, number],
    tickformat: ".0%",
    title: axisTitle(words`share of answers`),
    showgrid: false,
  };
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, "answers"),
      caption: caption(result, wording),
      labels,
      plotHeight: rows.length * rowHeight(labels, 46),
      aboveHeight: hasAnswers ? 30 : 10,
    },
    {
      barmode: "stack",
      showlegend: hasAnswers,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: hasAnswers ? { ...shares, domain: [0, 0.58] } : score,
      ...(hasAnswers ? { xaxis2: { ...score, domain: [0.66, 1] } } : {}),
      annotations: whyEmpty(rows),
    },
  );
  const bars = hasAnswers ? answerTraces(rows, better) : [];
  const scores = scoreDots(rows, {
    axis: hasAnswers ? "x2" : "x",
    label: ({ estimate }) => inUnit(estimate, result.unit),
    hover: (row) => words`${inUnit(row, result.unit)}${row.note === null ? "" : words`; ${word(row.note)}`}`,
  });
  return {
    data: [...bars, scores],
    layout,
    text: sentence(result, rows),
  };
}
