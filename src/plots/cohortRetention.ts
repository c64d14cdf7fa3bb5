import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { inDigits } from "../language/digits.js";
import { word, words } from "../language/words.js";
import type { CohortCell, CohortRetentionResult } from "../metrics/cohortRetention/cohortRetention.js";
import type { Estimate, Keys } from "../metrics/result.js";
import { rowAxis } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { colourAt, inkOn } from "./ink.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { exclusions, rowLabel, sourceNote } from "./wording.js";

type Keyed<Row> = Row & { readonly keys: Keys };

/** One line of the figure: all cohorts together, or one of them. */
interface Line {
  readonly name: string;
  readonly size: number | null;
  readonly cells: readonly Estimate[];
}

const ROW_HEIGHT = 34;
/** One hue from pale to dark: it reads in grey and with every kind of colour vision. */
const SCALE: [number, string][] = [
  [0, "#f3f8fc"],
  [0.5, "#7fb8dc"],
  [1, COLOURS.blue],
];
const IMMATURE = "#ececec";

function requireOneTable({ by }: CohortRetentionResult): void {
  if (by.length === 2) return;
  throw new TypeError(
    `cohortPlot requires one table of cohorts; got one for each '${by.slice(0, -2).join("', '")}'. ` +
      "Draw each segment's own result",
  );
}

/** 2025-Q1 or 2025-01 as it is read. */
const periodName = (name: string) => inDigits(word(name));

function linesOf({ rows, averages }: CohortRetentionResult): Line[] {
  const cohorts = new Map<string, Keyed<CohortCell>[]>();
  for (const row of rows) {
    const name = String(row.keys.cohort);
    cohorts.set(name, [...(cohorts.get(name) ?? []), row]);
  }
  const each = [...cohorts].map(([name, cells]) => ({ name: periodName(name), size: cells[0]!.cohortSize, cells }));
  return [{ name: words`All mature cohorts`, size: null, cells: averages }, ...each];
}

/** The number in the cell, in letters that stand out from it. */
function letters(lines: readonly Line[], highest: number): Partial<Annotation>[] {
  return lines.flatMap(({ cells }, y) =>
    cells.flatMap(({ estimate }, x) => {
      if (estimate === null) return [];
      const color = inkOn(colourAt(SCALE, estimate / highest));
      const text = percent(estimate, { digits: 0 });
      return [{ x, y, text: y === 0 ? `<b>${text}</b>` : text, showarrow: false, font: { size: 11, color } }];
    }),
  );
}

/** What is not known yet: a grey cell with a stroke through it, not a pale one that would read as a low rate. */
function strokes(lines: readonly Line[]) {
  return lines.flatMap(({ cells }, y) =>
    cells.flatMap(({ estimate }, x) => {
      if (estimate !== null) return [];
      const area = { xref: "x", yref: "y", x0: x - 0.48, x1: x + 0.48, y0: y - 0.46, y1: y + 0.46 } as const;
      return [
        { ...area, type: "rect", layer: "below", fillcolor: IMMATURE, line: { width: 0 } } as const,
        { ...area, type: "line", line: { color: COLOURS.lightGrey, width: 1 } } as const,
      ];
    }),
  );
}

function heat(lines: readonly Line[], names: readonly string[], highest: number): Partial<Data> {
  return {
    type: "heatmap",
    z: lines.map(({ cells }) => cells.map(({ estimate }) => estimate)),
    x: names.map((_, i) => i),
    y: lines.map((_, i) => i),
    zmin: 0,
    zmax: highest,
    colorscale: SCALE,
    showscale: false,
    xgap: 2,
    ygap: 2,
    hoverongaps: false,
    customdata: lines.map(({ name, cells }) =>
      cells.map((cell, i) => escapeLabel(words`${name}, ${names[i]!}: ${percent(cell)}, n = ${count(cell.n)}`)),
    ),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

function sentence(
  { label, level, averages, asOf, windowUnit }: CohortRetentionResult,
  cohorts: readonly Line[],
  names: readonly string[],
): string {
  const said = averages.map((row, i) => {
    const of = row.cohorts === 1 ? words`${count(row.cohorts)} cohort` : words`${count(row.cohorts)} cohorts`;
    return words`${names[i]!} ${percent(row)}, n = ${count(row.n)} in ${of}`;
  });
  const which =
    cohorts.length === 0 ? words`no cohorts` : words`cohorts ${cohorts[0]!.name} to ${cohorts.at(-1)!.name}`;
  const day = asOf === null ? "" : words`, as of ${word(asOf)}`;
  return words`${word(label)} with ${percent(level, { digits: 0 })} intervals, ${which}${day}. By ${word(windowUnit)} after the first: ${said.join(words`; `)}.`;
}

/**
 * Cohorts as lines and the windows after the first as columns: the share in the cell, the darker the more. On top all mature cohorts
 * together. A cell whose window has not yet elapsed for the whole cohort is grey and struck through. The intervals are under the mouse.
 *
 * @param result of a call without `by`
 * @example
 * cohortPlot(await cohortRetention(orders, { customer: "customer", date: "date", unit: "month", kind: "n-day" }));
 */
export function cohortPlot(result: CohortRetentionResult, wording: Wording = {}): Figure {
  requireOneTable(result);
  const lines = linesOf(result);
  const cohorts = lines.slice(1);
  const names = result.averages.map(({ keys }) => periodName(String(keys.window)));
  const highest = Math.max(...lines.flatMap(({ cells }) => cells.map(({ estimate }) => estimate ?? 0)), 0.01);
  const customers = cohorts.reduce((sum, { size }) => sum + size!, 0);
  const labels = lines.map(({ name, size }, i) =>
    rowLabel(name, words`n = ${count(size ?? customers)}`, { bold: i === 0 }),
  );
  const subtitle = [wording.population, wording.period, words`n = ${count(customers)} customers`]
    .filter(Boolean)
    .join(" · ");
  const isOpen = lines.some(({ cells }) => cells.some(({ estimate }) => estimate === null));
  const open =
    result.asOf === null
      ? words`Grey: not yet known for the whole cohort.`
      : words`Grey: not yet known for the whole cohort on ${word(result.asOf)}.`;
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: wording.subtitle ?? subtitle,
      caption: footnote(result, wording, isOpen ? [open] : []),
      labels,
      plotHeight: lines.length * ROW_HEIGHT,
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        tickvals: names.map((_, i) => i),
        ticktext: names.map(escapeLabel),
        range: [-0.5, names.length - 0.5],
        title: axisTitle(words`${word(result.windowUnit)}s after the first`),
        showgrid: false,
        zeroline: false,
      },
      shapes: strokes(lines),
      annotations: letters(lines, highest),
    },
  );
  return { data: [heat(lines, names, highest)], layout, text: sentence(result, cohorts, names) };
}

/** No interval is drawn, and so none is explained: what is missing and where the numbers come from. */
function footnote(result: CohortRetentionResult, wording: Wording, sentences: readonly string[]): string {
  const { missing, outOfRange } = result.excluded;
  const earlier = outOfRange > 0 ? words`Left out: ${count(outOfRange)} customers seen earlier.` : "";
  const parts = [...sentences, exclusions({ missing, outOfRange: 0 }), earlier, sourceNote(wording)];
  return parts.filter((part) => part !== "").join(" ");
}
