import type { Data, Shape } from "plotly.js-dist-min";
import { count, fixed, NOTHING } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { BesideSourceResult, SourceRow } from "../metrics/besideSource/besideSource.js";
import { rowAxis } from "./axis.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { sourceNote } from "./wording.js";

const ROW_HEIGHT = 34;
const ROUNDED = "#dcebf5";

/** How far ours lies from the source's, in units of the last decimal it prints. */
const unitsOf = ({ difference, decimals }: SourceRow) => (difference === null ? null : difference * 10 ** decimals);

const nameOf = (row: SourceRow, by: readonly string[]) => by.map((name) => word(row.texts[name] ?? "")).join(words`, `);

function said(row: SourceRow, by: readonly string[]): string {
  const ours = row.ours === null ? NOTHING : fixed(row.ours, row.decimals + 2);
  return words`${nameOf(row, by)}: source ${fixed(row.published, row.decimals)}, ours ${ours}`;
}

function dots(
  rows: readonly (SourceRow & { readonly y: number })[],
  by: readonly string[],
  agrees: boolean,
): Partial<Data> {
  const shown = rows.filter((row) => row.ours !== null && row.agrees === agrees);
  return {
    type: "scatter",
    mode: "markers",
    x: shown.map(unitsOf),
    y: shown.map(({ y }) => y),
    marker: {
      symbol: agrees ? "circle-open" : "x",
      color: agrees ? COLOURS.blue : COLOURS.vermilion,
      size: 10,
      line: { width: 1.5 },
    },
    cliponaxis: false,
    customdata: shown.map((row) => escapeLabel(said(row, by))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** Where ours rounds to what is printed. */
const band: Partial<Shape> = {
  type: "rect",
  xref: "x",
  yref: "paper",
  x0: -0.5,
  x1: 0.5,
  y0: 0,
  y1: 1,
  layer: "below",
  fillcolor: ROUNDED,
  line: { width: 0 },
};

/**
 * How far each number of ours lies from the source's, in units of the last decimal that it prints: a ring within the band rounds to
 * what is printed, a cross outside does not. One row for each value of the source's first column.
 *
 * @example
 * sourcePlot(besideSource(await load("data/studies/swiss-published.csv"), ours));
 */
export function sourcePlot(result: BesideSourceResult, wording: Wording = {}): Figure {
  const { rows, by, n, agreeing } = result;
  const groups = [...new Set(rows.map(({ texts }) => texts[by[0]!]!))];
  const placed = rows.map((row) => ({ ...row, y: groups.indexOf(row.texts[by[0]!]!) }));
  const labels = groups.map((group) => wrapLabel(word(group), 24).join("<br>"));
  const farthest = Math.max(0.5, ...rows.map((row) => Math.abs(unitsOf(row) ?? 0)));
  const missing = rows.filter(({ ours }) => ours === null).length;
  const notes = [
    words`Band: ours rounds to what the source prints. Exact numbers have no interval.`,
    ...(missing === 0 ? [] : [words`Without a number of ours: ${count(missing)}.`]),
    ...(wording.source === undefined ? [] : [sourceNote(wording)]),
  ];
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: wording.subtitle ?? words`${count(agreeing)} of ${count(n)} numbers agree to the decimals printed`,
      caption: notes.join(" "),
      labels,
      plotHeight: 20 + groups.length * ROW_HEIGHT,
    },
    {
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: {
        title: axisTitle(words`ours less the source's, in units of the last decimal printed`),
        range: [-1.2 * farthest, 1.2 * farthest],
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      shapes: [band],
    },
  );
  const apart = rows.filter(({ agrees }) => !agrees).map((row) => said(row, by));
  const others = apart.length === 0 ? "" : words`; not ${apart.join(words`; `)}`;
  const text = words`${count(agreeing)} of ${count(n)} numbers of the source come out to the decimals it prints${others}.`;
  return { data: [dots(placed, by, true), dots(placed, by, false)], layout, text };
}
