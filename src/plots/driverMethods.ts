import type { Data } from "plotly.js-dist-min";
import { number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { DriverMethod, DriverWeightsResult, MethodWeights } from "../metrics/driverWeights/driverWeights.js";
import { columnAxis, rowAxis } from "./axis.js";
import { byRank, cellCaption, driverSubtitle } from "./driverWeights.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { rowHeight, rowLabel } from "./wording.js";

/** From white to a blue on which dark figures can still be read. */
const SCALE = [
  [0, "#ffffff"],
  [1, "#7fb8dd"],
];

/** Labels of the methods in lines that a column has room for. */
const NARROW: Partial<Record<DriverMethod, string>> = {
  stated: "stated<br>impor-<br>tance",
  correlation: "corre-<br>lations",
  last: "R² lost<br>without<br>it",
  beta: "standard-<br>ised coef-<br>ficients",
  lmg: "LMG<br>(Shapley)",
  johnson: "Johnson's<br>relative<br>weights",
};

/** Kendall's τ of a method's order with that of the chosen one. */
function tauOf({ overall, weighting }: DriverWeightsResult, method: DriverMethod): number | null {
  const pair = overall.agreement.find(
    ({ first, second }) => (first === method && second === weighting) || (second === method && first === weighting),
  );
  return pair?.kendall ?? null;
}

const tauInWords = (result: DriverWeightsResult, method: DriverMethod) =>
  method === result.weighting ? words`chosen` : words`τ ${number(tauOf(result, method))}`;

function cells(lines: readonly (readonly number[])[]): Partial<Annotation>[] {
  return lines.flatMap((line, y) =>
    line.map((share, x) => ({
      x,
      y,
      xref: "x" as const,
      yref: "y" as const,
      text: percent(share, { digits: 0 }),
      showarrow: false,
      font: { size: 11, color: COLOURS.ink },
    })),
  );
}

function heat(lines: readonly (readonly number[])[], told: (y: number, x: number) => string): Partial<Data> {
  return {
    type: "heatmap",
    z: lines,
    x: lines[0]!.map((_, x) => x),
    y: lines.map((_, y) => y),
    zmin: 0,
    zmax: Math.max(...lines.flat()),
    colorscale: SCALE,
    showscale: false,
    xgap: 2,
    ygap: 2,
    customdata: lines.map((line, y) => line.map((_, x) => escapeLabel(told(y, x)))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

const columnLabel = (result: DriverWeightsResult, { method, label }: MethodWeights) =>
  `<span style="font-size:10px">${word(NARROW[method] ?? wrapLabel(word(label), 9).join("<br>"))}<br>${tauInWords(result, method)}</span>`;

/**
 * The share of each driver under every method, side by side; below each method how far its order of the drivers agrees with the chosen
 * one (Kendall's τ). Where the columns differ, the answer hangs on the method.
 *
 * @example
 * driverMethodsPlot(await driverWeights(answers, { outcome: "satisfaction", drivers }));
 */
export function driverMethodsPlot(result: DriverWeightsResult, wording: Wording = {}): Figure {
  const { drivers, methods } = result.overall;
  const had = methods.filter(({ shares }) => shares !== null);
  const rows = byRank(drivers);
  const lines = rows.map(({ name }) => {
    const j = drivers.findIndex((driver) => driver.name === name);
    return had.map(({ shares }) => shares![j]!);
  });
  const labels = rows.map(({ name }, y) =>
    rowLabel(
      word(name),
      words`${percent(Math.min(...lines[y]!), { digits: 0 })} to ${percent(Math.max(...lines[y]!), { digits: 0 })}`,
    ),
  );
  const without = methods
    .filter(({ shares }) => shares === null)
    .map(({ label, note }) => words`${word(label)} (${word(note ?? "")})`);
  const sentences = [
    words`Cells: shares of all weights. τ: Kendall's, with the chosen method.`,
    without.length > 0 ? words`Without shares: ${without.join(words`, `)}.` : "",
  ];
  const layout = framed(
    {
      title: wording.title ?? words`What drives ${word(result.outcome)}, by every method`,
      subtitle: driverSubtitle(result, wording),
      caption: cellCaption(result, wording, ...sentences),
      labels,
      plotHeight: Math.max(1, rows.length) * rowHeight(labels, 34),
      axisHeight: 82,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: columnAxis(had.map((one) => columnLabel(result, one))),
      annotations: cells(lines),
    },
  );
  const inWords = had.map((one, x) => {
    const shares = rows
      .map(({ name }, y) => words`${word(name)} ${percent(lines[y]![x]!, { digits: 0 })}`)
      .join(words`, `);
    return words`${word(one.label)} (${tauInWords(result, one.method)}): ${shares}`;
  });
  return {
    data:
      lines.length === 0 || had.length === 0
        ? []
        : [heat(lines, (y, x) => words`${word(rows[y]!.name)}, ${word(had[x]!.label)}: ${percent(lines[y]![x]!)}`)],
    layout,
    text: words`What drives ${word(result.outcome)}, by every method: ${inWords.length === 0 ? word(result.overall.note ?? "no weights") : inWords.join(words`; `)}.`,
  };
}
