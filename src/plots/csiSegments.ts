import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { CsiResult, CsiRow } from "../metrics/csi/csi.js";
import type { Estimate, Keys } from "../metrics/result.js";
import { errorBars, rowAxis, valueRange, whyEmpty } from "./axis.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, segmentName, subtitle, titleBy } from "./wording.js";

type Row = CsiRow & { readonly keys?: Keys };

/** A dot with its interval for each row that has an estimate, the number above it. */
function dots(estimates: readonly Estimate[], axis: "x" | "x2", digits: number): Partial<Data> {
  const shown = estimates.map((value, i) => ({ value, i })).filter(({ value }) => value.estimate !== null);
  return {
    type: "scatter",
    mode: "markers+text",
    xaxis: axis,
    y: shown.map(({ i }) => i),
    x: shown.map(({ value }) => value.estimate),
    text: shown.map(({ value }) => number(value.estimate, { digits })),
    textposition: "top center",
    textfont: { size: 11 },
    marker: { color: axis === "x" ? COLOURS.ink : COLOURS.blue, symbol: axis === "x" ? "circle" : "square", size: 8 },
    error_x: errorBars(shown.map(({ value }) => value)),
    customdata: shown.map(({ value }) => words`${number(value, { digits })}, n = ${count(value.n)}`),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

const panel = (title: string, domain: [number, number], rows: readonly Estimate[], zero: boolean) => ({
  domain,
  range: valueRange(rows, { zero }),
  title: axisTitle(title),
  gridcolor: COLOURS.grid,
  zerolinecolor: COLOURS.ink,
});

/**
 * The customer satisfaction index of each segment with its interval, and beside it the perceptions alone: two segments
 * with the same gap may expect, and find, very different things.
 *
 * @example
 * csiSegmentsPlot(await csi(answers, { attributes, scale: 7, by: "segment" }));
 */
export function csiSegmentsPlot(result: CsiResult, wording: Wording = {}): Figure {
  const rows: Row[] = [result.overall, ...result.rows];
  const performances = rows.map(({ performance }) => performance);
  const isGap = result.unit === "score";
  const labels = rows.map((row, i) => rowLabel(segmentName(row), words`n = ${count(row.n)}`, { bold: i === 0 }));
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, "respondents"),
      caption: caption(result, wording, words`Weights of the attributes: ${word(result.weighting)}, the same for all.`),
      labels,
      plotHeight: rows.length * rowHeight(labels, 46),
      aboveHeight: 10,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: panel(
        isGap ? words`perception − expectation` : words`performance, 0 to 100`,
        isGap ? [0, 0.48] : [0, 1],
        rows,
        isGap,
      ),
      ...(isGap ? { xaxis2: panel(words`perception alone, 0 to 100`, [0.56, 1], performances, false) } : {}),
      annotations: whyEmpty(rows),
    },
  );
  const said = rows.map((row) => {
    const alone = isGap ? words`, perception alone ${number(row.performance, { digits: 1 })}` : "";
    return words`${segmentName(row)} ${number(row)}${alone}, n = ${count(row.n)}`;
  });
  const level = percent(result.level, { digits: 0 });
  return {
    data: isGap ? [dots(rows, "x", 2), dots(performances, "x2", 1)] : [dots(rows, "x", 1)],
    layout,
    text: words`${word(result.label)} with ${level} intervals: ${said.join(words`; `)}.`,
  };
}
