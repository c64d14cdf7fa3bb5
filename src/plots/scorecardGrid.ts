import type { Data } from "plotly.js-dist-min";
import { count, inUnit, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Keys } from "../metrics/result.js";
import type { ScorecardResult, ScorecardRow, Verdict } from "../metrics/scorecard/scorecard.js";
import { columnAxis, legendAbove, rowAxis } from "./axis.js";
import { escapeLabel, wrapLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { aimOf, MARKS, moreOf, scorecardSubtitle } from "./scorecardWords.js";
import { type Annotation, COLOURS, framed, type Wording } from "./theme.js";
import { plain, rowHeight, rowLabel, segmentName } from "./wording.js";

const COLUMN_LETTERS = 12;

/** One cell of the table: an indicator in a segment. */
interface Cell {
  readonly row: ScorecardRow;
  readonly x: number;
  readonly y: number;
  readonly segment: string;
}

function cellsOf({ rows, segments }: ScorecardResult): {
  readonly cells: Cell[];
  readonly indicators: readonly string[];
} {
  const indicators = [...new Set(rows.map(({ keys }) => String(keys.indicator)))];
  const size = indicators.length;
  const cells = rows.map((row, i) => ({
    row,
    x: Math.floor(i / size),
    y: i % size,
    segment: nameOf(segments[Math.floor(i / size)]!),
  }));
  return { cells, indicators };
}

const nameOf = (segment: { readonly keys: Keys }) => segmentName(segment);

/** One trace a verdict, so that the legend says in words what each mark means. */
function marksOf(cells: readonly Cell[], verdict: Verdict): Partial<Data> {
  const shown = cells.filter(({ row }) => row.verdict === verdict && row.estimate !== null);
  return {
    type: "scatter",
    mode: "markers+text",
    name: word(verdict),
    x: shown.map(({ x }) => x),
    y: shown.map(({ y }) => y),
    text: shown.map(({ row }) => inUnit(row.estimate, row.unit)),
    textposition: "bottom center",
    textfont: { size: 11, color: COLOURS.ink },
    marker: { size: 12, ...MARKS[verdict], line: { width: 2, color: MARKS[verdict].color } },
    customdata: shown.map(({ row, segment }) => escapeLabel(words`${segment}: ${saidOf(row)}`)),
    hovertemplate: "%{customdata}<extra></extra>",
    cliponaxis: false,
  } as Partial<Data>;
}

function saidOf(row: ScorecardRow): string {
  const more = row.moreToTell === null ? "" : words`, ${moreOf(row.moreToTell)}`;
  return words`${word(String(row.keys.indicator))} ${inUnit(row, row.unit)}, n = ${count(row.n)}, ${word(row.verdict)}${more}`;
}

function footnote({ level }: ScorecardResult, { source }: Wording): string {
  const read = words`Met or missed: all of the ${percent(level, { digits: 0 })} interval on one side of the target.`;
  const from = source === undefined || source === "" ? "" : words` Source: ${source}.`;
  return words`${read} A dash: no number there. The counts on top are of everybody.${from}`;
}

/** What has no number has no mark, but a dash. */
const dashes = (cells: readonly Cell[]): Partial<Annotation>[] =>
  cells.flatMap(({ row, x, y }) =>
    row.estimate === null ? [{ x, y, text: "–", showarrow: false, bgcolor: "#ffffff" }] : [],
  );

/** Indicators down, segments across, a mark for the verdict and the number under it. */
export function scorecardGrid(result: ScorecardResult, wording: Wording): Figure {
  const { segments, rows, by } = result;
  const { cells, indicators } = cellsOf(result);
  const labels = indicators.map((name, i) =>
    rowLabel(word(name), escapeLabel(words`target ${aimOf(rows[i]!)}`), { bold: true }),
  );
  const columns = segments.map((segment) => wrapLabel(nameOf(segment), COLUMN_LETTERS).join("<br>"));
  const isUsed = (verdict: Verdict) => cells.some(({ row }) => row.verdict === verdict && row.estimate !== null);
  const verdicts = (Object.keys(MARKS) as Verdict[]).filter(isUsed);
  const layout = framed(
    {
      title:
        wording.title ?? words`Indicators against their targets by ${by.slice(0, -1).map(word).join(words` and `)}`,
      subtitle: scorecardSubtitle(result, wording),
      caption: footnote(result, wording),
      labels,
      plotHeight: indicators.length * rowHeight(labels, 52),
      axisHeight: 24,
      aboveHeight: 36,
    },
    {
      showlegend: true,
      legend: { ...legendAbove, y: 1, yanchor: "bottom" },
      yaxis: { ...rowAxis(labels), showgrid: true },
      xaxis: columnAxis(columns),
      annotations: dashes(cells),
    },
  );
  const said = segments.map((segment, i) => {
    const own = cells.filter(({ x }) => x === i).map(({ row }) => saidOf(row));
    return words`${nameOf(segment)}: ${plain(segment.met)} of ${plain(segment.n)} met (${own.join(words`; `)})`;
  });
  return {
    data: verdicts.map((verdict) => marksOf(cells, verdict)),
    layout,
    text: words`Scorecard by ${by.slice(0, -1).map(word).join(words` and `)}. ${said.join(". ")}.`,
  };
}
