import type { Data } from "plotly.js-dist-min";
import { count, inUnit } from "../format/numbers.js";
import { causeInWords, changeInWords } from "../format/whatChanged.js";
import { word, words } from "../language/words.js";
import type { Estimate } from "../metrics/result.js";
import type { ChangedRow, Split, WhatChangedResult } from "../metrics/whatChanged/whatChanged.js";
import { errorBars, legendAbove, rowAxis, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel } from "./wording.js";

type Row = ChangedRow & { readonly split?: Split | null };

export interface WhatChangedWording extends Wording {
  /** Which changes are drawn: the questions (default), the reasons, or the segments of each question. */
  readonly of?: "questions" | "reasons" | "segments";
}

/** What a row is of: a question, a reason, a segment of a question. */
const nameOf = ({ keys }: Row) =>
  Object.values(keys)
    .map((cell) => word(String(cell ?? "")))
    .join(" · ");

const MARKS = {
  risen: { symbol: "triangle-up", colour: COLOURS.blue },
  fallen: { symbol: "triangle-down", colour: COLOURS.vermilion },
  "cannot tell": { symbol: "circle-open", colour: COLOURS.ink },
} as const;

/** What was and is; below it what can be told. */
function below(row: Row): string {
  const [from, to] = [row.before, row.now].map(({ estimate }) => inUnit(estimate, row.unit)) as [string, string];
  const was = row.estimate === null ? word(row.note ?? "") : words`${from} → ${to}`;
  const cause = causeInWords(row.split ?? null);
  const needed = row.needed === null ? "" : words`about ${count(row.needed)} answers would tell`;
  const first = words`${was}, n = ${count(row.n)}`;
  return [first, cause, needed]
    .filter((line) => line !== "")
    .map(escapeLabel)
    .join("<br>");
}

interface Mark {
  readonly name: string;
  readonly symbol: string;
  readonly colour: string;
  readonly place: number;
  readonly size: number;
}

/** One kind of marks with their intervals; none where no row has one. */
function marks(
  rows: readonly Row[],
  of: (row: Row) => Pick<Estimate, "estimate" | "lower" | "upper"> | null,
  { name, symbol, colour, place, size }: Mark,
): Partial<Data>[] {
  const shown = rows.flatMap((row, y) => {
    const part = of(row);
    return part === null || part.estimate === null ? [] : [{ row, part, y: y + place }];
  });
  if (shown.length === 0) return [];
  return [
    {
      type: "scatter",
      mode: "markers",
      name,
      y: shown.map(({ y }) => y),
      x: shown.map(({ part }) => part.estimate),
      marker: { symbol, size, color: colour, line: { color: colour, width: 2 } },
      error_x: errorBars(
        shown.map(({ part }) => part),
        colour,
      ),
      customdata: shown.map(({ row, part }) => changeInWords({ ...part, told: row.told })),
      hovertemplate: "%{customdata}<extra>%{fullData.name}</extra>",
    } as Partial<Data>,
  ];
}

function traces(rows: readonly Row[]): Partial<Data>[] {
  const verdicts = (["risen", "fallen", "cannot tell"] as const).flatMap((verdict) =>
    marks(rows, (row) => (row.verdict === verdict ? row : null), {
      ...{ name: word(verdict), place: 0, size: 11 },
      ...MARKS[verdict],
    }),
  );
  const parts = [
    { name: words`of it within segments`, symbol: "square", colour: COLOURS.green, part: "within", place: 0.22 },
    { name: words`of it their mix`, symbol: "x", colour: COLOURS.orange, part: "mix", place: 0.36 },
  ] as const;
  return [
    ...verdicts,
    ...parts.flatMap(({ part, ...look }) => marks(rows, ({ split }) => split?.[part] ?? null, { ...look, size: 6 })),
  ];
}

function sentence(rows: readonly Row[], { before, now }: WhatChangedResult): string {
  const all = rows.map((row) => words`${nameOf(row)} ${changeInWords(row)}, ${word(row.verdict)}`);
  return words`Change from ${word(before)} to ${word(now)}: ${all.join(words`; `) || words`none`}.`;
}

/**
 * Changes with their intervals about the line of no change, all in points: of a score, percentage points of a share, percent of an amount.
 * Filled triangles where the change is told from chance, hollow circles where it is not; small marks beside a question split its change into
 * what changed within segments and what only their mix did.
 *
 * @example
 * show(whatChangedPlot(await whatChanged(await twoPeriods("data/demo.yaml", { period: "2025-Q4", against: "previous" }))));
 */
export function whatChangedPlot(result: WhatChangedResult, wording: WhatChangedWording = {}): Figure {
  const { of = "questions" } = wording;
  const rows: readonly Row[] = of === "questions" ? result.rows : result[of];
  const labels = rows.map((row) => rowLabel(nameOf(row), below(row), { bold: row.verdict !== "cannot tell" }));
  const parts = rows.flatMap((row) => [row, ...(row.split ? [row.split.within, row.split.mix] : [])]);
  const holm = words`Filled: told from chance among so many looks (Holm).`;
  const layout = framed(
    {
      title: wording.title ?? words`What has changed from ${word(result.before)} to ${word(result.now)}`,
      subtitle: wording.subtitle ?? words`points of a score, percentage points of a share, percent of an amount`,
      caption: caption(result, wording, holm),
      labels: labels.length > 0 ? labels : [""],
      plotHeight: Math.max(1, rows.length) * rowHeight(labels, of === "questions" ? 72 : 44),
      aboveHeight: 24,
    },
    {
      showlegend: true,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: {
        title: axisTitle(words`change, points`),
        range: valueRange(parts, { zero: true }),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: whyEmpty(rows),
    },
  );
  return { data: traces(rows), layout, text: sentence(rows, result) };
}
