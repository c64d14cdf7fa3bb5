import type { Data } from "plotly.js-dist-min";
import { changeInUnit } from "../format/changes.js";
import { inUnit } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { DecompositionResult, DecompositionRow } from "../metrics/periods/decomposeChange.js";
import type { Estimate, Keys } from "../metrics/result.js";
import { errorBars, legendAbove, rowAxis, unitName, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, plain, rowHeight, rowLabel, segmentName, subtitle } from "./wording.js";

type Row = DecompositionRow & { readonly keys?: Keys };

const PARTS = [
  { part: "within", name: "within segments", colour: COLOURS.blue, place: -0.19 },
  { part: "mix", name: "mix of segments", colour: COLOURS.orange, place: 0.19 },
] as const;
const BAR = 0.34;

function bars(
  rows: readonly Row[],
  { part, name, colour, place }: (typeof PARTS)[number],
  result: DecompositionResult,
) {
  const shown = rows.map((row, y) => ({ part: row[part], y })).filter((one) => one.part.estimate !== null);
  const parts: readonly Estimate[] = shown.map((one) => one.part);
  return {
    type: "bar",
    orientation: "h",
    name: word(name),
    y: shown.map(({ y }) => y + place),
    x: parts.map(({ estimate }) => estimate),
    width: BAR,
    marker: {
      color: colour,
      pattern: { shape: part === "mix" ? "/" : "", bgcolor: colour, fgcolor: COLOURS.ink, size: 6 },
    },
    error_x: errorBars(parts),
    customdata: parts.map((one) => words`${word(name)} ${changeInUnit(one, result.unit)}`),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** What a segment was and is: its rate, and its share of all. */
function below(row: Row, { unit }: DecompositionResult): string {
  const from = inUnit(row.rateFrom, unit);
  const to = inUnit(row.rateTo, unit);
  const rates = escapeLabel(words`${from} → ${to}`);
  if (row.keys === undefined) return rates;
  return words`${rates}; share ${inUnit(row.shareFrom, "share")} → ${inUnit(row.shareTo, "share")}`;
}

/** The period as its column holds it, or as it is read: 2025-Q3, 7. */
const periodName = (period: DecompositionResult["from"]) => plain(word(String(period)));

function sentence(rows: readonly Row[], { label, from, to, unit }: DecompositionResult): string {
  const said = rows.map(
    (row) =>
      words`${segmentName(row)} ${changeInUnit(row, unit)}, within ${changeInUnit({ estimate: row.within.estimate }, unit)}, mix ${changeInUnit({ estimate: row.mix.estimate }, unit)}`,
  );
  return words`${word(label)} from ${periodName(from)} to ${periodName(to)}: ${said.join(words`; `)}.`;
}

/**
 * A change split into what changed within segments and what their mix did: two bars with their intervals, everybody on top,
 * below it what each segment adds.
 *
 * @example
 * changePlot(await decomposeChange(answers, { metric: nps, options: { score: "recommend" }, by: "segment", period: "wave", from: "2025-Q3", to: "2025-Q4" }));
 */
export function changePlot(result: DecompositionResult, wording: Wording = {}): Figure {
  const rows: readonly Row[] = [result.overall, ...result.rows];
  const { unit, label, from, to, by } = result;
  const labels = rows.map((row, i) =>
    rowLabel(words`${segmentName(row)}: ${changeInUnit({ estimate: row.estimate }, unit)}`, below(row, result), {
      bold: i === 0,
    }),
  );
  const parts = rows.flatMap(({ within, mix }) => [within, mix]);
  const layout = framed(
    {
      title:
        wording.title ??
        words`${word(label)} from ${periodName(from)} to ${periodName(to)}, by ${by.map(word).join(words` and `)}`,
      subtitle: subtitle(result, wording, "in both"),
      caption: caption(result, wording, words`Within and mix add up to the change.`),
      labels,
      plotHeight: rows.length * rowHeight(labels, 52),
      aboveHeight: 24,
    },
    {
      showlegend: true,
      legend: legendAbove,
      barmode: "overlay",
      yaxis: rowAxis(labels),
      xaxis: {
        title: axisTitle(words`change, ${unit === "share" ? words`percentage points` : unitName(unit)}`),
        range: valueRange(parts, { zero: true }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
        ...(unit === "share" && { tickformat: ".0%" }),
      },
      annotations: whyEmpty(rows),
    },
  );
  return { data: PARTS.map((part) => bars(rows, part, result)), layout, text: sentence(rows, result) };
}
