import type { Data } from "plotly.js-dist-min";
import { count, fixed, inUnit } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys, Result } from "../metrics/result.js";
import { errorBars, rowAxis, unitName, valueRange } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, subtitle } from "./wording.js";

interface Difference extends Estimate {
  readonly first: string;
  readonly second: string;
  readonly adjustedPValue: number | null;
}

type Row = Difference & { readonly keys?: Keys };

const excludesZero = ({ lower, upper }: Estimate) => lower !== null && upper !== null && (lower > 0 || upper < 0);

const pText = (p: number | null) => (p === null ? "" : p < 0.001 ? words`p < 0.001` : words`p = ${fixed(p, 3)}`);

/** A row in words: its segment, where it speaks of one, and which is subtracted from which. */
function rowName(row: Row, by: readonly string[]): string {
  const cells = by.map((name) => row.keys?.[name]).filter((cell) => cell !== undefined);
  const others = cells.filter((cell) => cell !== row.first && cell !== row.second);
  const segment = others.map((cell) => word(String(cell ?? ""))).join(" · ");
  const difference = words`${word(row.first)} − ${word(row.second)}`;
  return others.length === 0 ? difference : words`${segment}: ${difference}`;
}

/**
 * Differences with their intervals about the line of no difference, one a row. Filled where the interval leaves zero out,
 * hollow where it does not; p-values are Holm's over all rows.
 *
 * @example
 * differencesPlot(await npsDifference(answers, { score: "recommend", by: "segment" }));
 */
export function differencesPlot(result: Result<Difference>, wording: Wording = {}): Figure {
  const rows: readonly Row[] = result.rows.length > 0 ? result.rows : [result.overall];
  const { unit, label } = result;
  const below = (row: Row) =>
    [words`n = ${count(row.n)}`, pText(row.adjustedPValue)].filter((part) => part !== "").join(words`, `);
  const labels = rows.map((row) =>
    rowLabel(rowName(row, result.by), row.estimate === null ? escapeLabel(word(row.note ?? "")) : below(row)),
  );
  const shown = rows.map((row, i) => ({ row, i })).filter(({ row }) => row.estimate !== null);
  const trace = {
    type: "scatter",
    mode: "markers+text",
    y: shown.map(({ i }) => i),
    x: shown.map(({ row }) => row.estimate),
    text: shown.map(({ row }) => inUnit(row.estimate, unit)),
    textposition: "top center",
    textfont: { size: 11 },
    marker: {
      size: 9,
      color: shown.map(({ row }) => (excludesZero(row) ? COLOURS.blue : "#ffffff")),
      line: { color: COLOURS.blue, width: 2 },
    },
    error_x: errorBars(shown.map(({ row }) => row)),
    customdata: shown.map(({ row }) => inUnit(row, unit)),
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
  const layout = framed(
    {
      title: wording.title ?? word(label),
      subtitle: subtitle(result, wording, "answers"),
      caption: caption(result, wording, words`Filled: the interval leaves zero out. p-values: Holm, over all rows.`),
      labels,
      plotHeight: rows.length * rowHeight(labels, 46),
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        title: axisTitle(words`difference, ${unitName(unit)}`),
        range: valueRange(rows, { zero: true }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
        ...(unit === "share" ? { tickformat: ".0%" } : {}),
      },
    },
  );
  const said = rows.map((row) => words`${rowName(row, result.by)} ${inUnit(row, unit)}`);
  return { data: [trace], layout, text: words`${word(label)}: ${said.join(words`; `)}.` };
}
