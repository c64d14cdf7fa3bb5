import type { Data, Layout } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { RevenueConcentrationResult } from "../metrics/revenueConcentration/revenueConcentration.js";
import { errorBars } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { inkLike } from "./ink.js";
import { mapLabels, type NamedPoint } from "./mapLabels.js";
import { inset, insetAxes, inWords, type Line, linesOf, type Row, whole } from "./revenueConcentrationLines.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, segmentName, subtitle } from "./wording.js";

const AREA = { width: 640, height: 440, x: [-0.01, 1.01], y: [-0.01, 1.03] } as const;
/** Where names hang on their curves, in turn, as parts of the way to the right. */
const HOOKS = [0.42, 0.52, 0.34, 0.6, 0.28, 0.68];

function curve({ row, name, look }: Line): Partial<Data> {
  return {
    type: "scatter",
    mode: "lines",
    name: escapeLabel(name),
    x: row.curve.map(({ cases }) => cases),
    y: row.curve.map(({ amount }) => amount),
    line: { color: look.colour, dash: look.dash, width: 2, simplify: false },
    customdata: row.curve.map(({ cases, amount }) => words`the largest ${percent(cases)} bring ${percent(amount)}`),
    hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
  } as Partial<Data>;
}

/** A point found on a curve: what the top brings, or how many the threshold takes. */
function mark(line: Line, result: RevenueConcentrationResult, of: "share" | "needed"): Partial<Data> {
  const { row, look } = line;
  const bars = { thickness: 1.5, width: 5, color: look.colour };
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: [of === "share" ? result.top : row.needed.estimate],
    y: [of === "share" ? row.estimate : result.threshold],
    marker: { size: 8, symbol: look.symbol, color: look.colour },
    // Bars of several curves would hide each other: they have a panel of their own.
    ...(result.rows.length > 0 ? {} : of === "share" ? { error_y: { ...errorBars([row]), ...bars } } : {}),
    ...(result.rows.length > 0 || of === "share" ? {} : { error_x: { ...errorBars([row.needed]), ...bars } }),
    customdata: [escapeLabel(inWords(line, result))],
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** What a rule such as 80:20 says. */
function rule({ top, threshold }: RevenueConcentrationResult): Partial<Data> {
  return {
    type: "scatter",
    mode: "markers",
    showlegend: false,
    x: [top],
    y: [threshold],
    marker: { size: 13, symbol: "x-thin", color: COLOURS.ink, line: { width: 2, color: COLOURS.ink } },
    customdata: [escapeLabel(words`the rule: ${whole(top)} bring ${whole(threshold)}`)],
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** The diagonal of customers all alike, and the two shares that were asked about. */
function shapes({ top, threshold }: RevenueConcentrationResult): Layout["shapes"] {
  const line = { type: "line", layer: "below" } as const;
  const dotted = { color: COLOURS.grey, width: 1, dash: "dot" } as const;
  return [
    { ...line, x0: 0, x1: 1, y0: 0, y1: 1, line: { color: COLOURS.grey, width: 1.2, dash: "dash" } },
    { ...line, x0: top, x1: top, y0: 0, y1: 1, line: dotted },
    { ...line, x0: 0, x1: 1, y0: threshold, y1: threshold, line: dotted },
  ] as Layout["shapes"];
}

/** The point of a curve that is next to a part of the way to the right. */
function hook({ row }: Line, share: number) {
  return row.curve.reduce((near, point) =>
    Math.abs(point.cases - share) < Math.abs(near.cases - share) ? point : near,
  );
}

/** Names of segments hang on their curves; of everybody the two points found are named. */
function namedPoints(ordered: readonly Line[], { top, threshold, rows }: RevenueConcentrationResult): NamedPoint[] {
  const at = (name: string, x: number, y: number): NamedPoint => ({ name, x, y, xs: null, ys: null });
  const rule = at(words`the rule ${whole(top)} : ${whole(threshold)}`, top, threshold);
  if (rows.length > 0) {
    const hooked = ordered.map((line, i) => {
      const { cases, amount } = hook(line, HOOKS[i]!);
      return at(line.name, cases, amount);
    });
    return [...hooked, rule];
  }
  const found = ordered.flatMap(({ row: { estimate, needed } }) => [
    at(words`top ${whole(top)} bring ${percent(estimate)}`, top, estimate!),
    at(words`${whole(threshold)} takes ${percent(needed.estimate)}`, needed.estimate!, threshold),
  ]);
  return [...found, rule];
}

/** Labels in the colours of their curves; curves, the diagonal and other points are kept free. */
function names(lines: readonly Line[], result: RevenueConcentrationResult): Partial<Annotation>[] {
  const ordered = [...lines].sort((a, b) => b.row.estimate! - a.row.estimate!);
  const outline = [
    ...lines.flatMap(({ row }) => row.curve.map(({ cases, amount }) => ({ x: cases, y: amount }))),
    ...Array.from({ length: 41 }, (_, i) => ({ x: i / 40, y: i / 40 })),
  ];
  const points = namedPoints(ordered, result).map((point, i) => (i === 0 ? { ...point, outline } : point));
  return mapLabels(points, AREA).map((label, i) => {
    const isRule = i === points.length - 1;
    const colour = isRule ? COLOURS.ink : (ordered[i] ?? ordered[0]!).look.colour;
    return { ...label, arrowcolor: colour, font: { size: 11, color: inkLike(colour) } };
  });
}

/** What is to be known of single segments, and of what customers got back. */
function notes({ overall, rows }: RevenueConcentrationResult): string[] {
  const list: readonly Row[] = rows.length > 0 ? rows : [overall];
  const said = list.flatMap((row) =>
    row.note === null ? [] : [words`${segmentName(row, words`All customers`)}: ${word(row.note)}.`],
  );
  const back = overall.belowZero;
  const given = words`${count(back)} ${word(back === 1 ? "customer" : "customers")} got back more than they paid and count as having brought nothing.`;
  return [...said, ...(back === 0 ? [] : [given])];
}

/**
 * Customers from the largest on against the revenue they bring, one curve a segment: what a rule such as 80:20 says as a cross, what was
 * found as marks on the curve, with intervals. The further above the diagonal, the more hangs on few.
 *
 * @param result of at most six segments
 * @throws more segments
 * @example
 * revenueConcentrationPlot(await revenueConcentration(orders, { customer: "customer", amount: "revenue", by: "segment" }));
 */
export function revenueConcentrationPlot(result: RevenueConcentrationResult, wording: Wording = {}): Figure {
  const lines = linesOf(result);
  const { top, threshold, by, level } = result;
  const ranked = by.length > 0 ? words` Each ${by.map(word).join(words` and `)} is ranked by itself.` : "";
  const said = words`Marks: what the top ${whole(top)} bring, and who it takes for ${whole(threshold)}.${ranked} Dashes: customers all alike.`;
  const title =
    wording.title ??
    words`How much of the revenue the largest customers bring${by.length > 0 ? words`, by ${by.map(word).join(words` and `)}` : ""}`;
  const layout = framed(
    {
      title,
      subtitle: subtitle(result, wording, "customers"),
      caption: caption(result, wording, said, ...notes(result)).replace(/^Lines:/, "Bars:"),
      labels: ["100%<br>", words`share`],
      plotHeight: AREA.height,
    },
    {
      xaxis: {
        range: [...AREA.x],
        tickformat: ".0%",
        title: axisTitle(words`share of customers, the largest first`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      yaxis: {
        range: [...AREA.y],
        tickformat: ".0%",
        title: axisTitle(words`share of revenue`),
        gridcolor: COLOURS.grid,
        zeroline: false,
      },
      shapes: shapes(result),
      annotations: names(lines, result),
      ...insetAxes(lines, result),
    },
  );
  const list =
    lines.length === 0
      ? word(result.overall.note ?? "nothing")
      : lines.map((one) => inWords(one, result)).join(words`; `);
  const text = words`${title}, with ${percent(level, { digits: 0 })} intervals: ${list}.`;
  const marks = lines.flatMap((line) => [mark(line, result, "share"), mark(line, result, "needed")]);
  const panel = result.rows.length > 0 ? inset(lines, result) : [];
  return { data: [...lines.map(curve), rule(result), ...marks, ...panel], layout, text };
}
