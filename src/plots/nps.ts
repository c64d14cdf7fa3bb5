import type { Data } from "plotly.js-dist-min";
import { count, percent, points } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { Estimate, Keys, Result } from "../metrics/result.js";
import { answerBar, scoreDots } from "./answerBars.js";
import { legendAbove, rowAxis, whyEmpty } from "./axis.js";
import type { Figure } from "./figure.js";
import { inkOn } from "./ink.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, rowHeight, rowLabel, segmentName, subtitle, titleBy } from "./wording.js";

interface Answers extends Estimate {
  readonly promoters: number;
  readonly passives: number;
  readonly detractors: number;
  readonly weightedPromoters: number | null;
  readonly weightedPassives: number | null;
  readonly weightedDetractors: number | null;
}

type Row = Answers & { readonly keys?: Keys };

/** The three groups from left to right: told apart by place, by pattern and by colour. */
const GROUPS = [
  {
    name: "Detractors (0–6)",
    of: "detractors",
    colour: COLOURS.vermilion,
    ink: inkOn(COLOURS.vermilion),
    pattern: "/",
  },
  { name: "Passives (7–8)", of: "passives", colour: COLOURS.lightGrey, ink: COLOURS.ink, pattern: "" },
  { name: "Promoters (9–10)", of: "promoters", colour: COLOURS.blue, ink: "#ffffff", pattern: "" },
] as const;

const SMALLEST_LABELLED = 0.07;
const PATTERN_SIZE = 10 / Math.SQRT2;

/** Detractors, passives and promoters as the score counts them: by weight where answers have weights. */
function groupSizes(row: Row): [number, number, number] {
  const { weightedDetractors, weightedPassives, weightedPromoters } = row;
  if (weightedDetractors !== null && weightedPassives !== null && weightedPromoters !== null)
    return [weightedDetractors, weightedPassives, weightedPromoters];
  return [row.detractors, row.passives, row.promoters];
}

function groupTraces(rows: readonly Row[]): Partial<Data>[] {
  return GROUPS.map(({ name: english, of, colour, ink, pattern }, group) => {
    const name = word(english);
    const shares = rows.map((row) => {
      const sizes = groupSizes(row);
      const answers = sizes[0] + sizes[1] + sizes[2];
      return answers > 0 ? sizes[group]! / answers : null;
    });
    return answerBar({
      ...{ name, shares, counts: rows.map((row) => row[of]), colour, ink, pattern },
      size: PATTERN_SIZE,
      smallestLabelled: SMALLEST_LABELLED,
    });
  });
}

/** The smallest range in tens that holds every interval and zero. */
function pointsRange(rows: readonly Row[]): [number, number] {
  const bounds = rows.flatMap(({ estimate, lower, upper }) => [estimate ?? 0, lower ?? 0, upper ?? 0]);
  const low = Math.max(-100, 10 * Math.floor(Math.min(0, ...bounds) / 10 - 0.2));
  const high = Math.min(100, 10 * Math.ceil(Math.max(0, ...bounds) / 10 + 0.2));
  return [low === 0 ? -4 : low - 3, high === 0 ? 4 : high + 3];
}

function sentence(result: Result<Answers>, rows: readonly Row[]): string {
  const said = rows.map((row) => words`${segmentName(row)} ${points(row)}, n = ${count(row.n)}`);
  const level = percent(result.level, { digits: 0 });
  return words`${word(result.label)} in points with ${level} intervals: ${said.join(words`; `)}.`;
}

/**
 * Detractors, passives and promoters of each segment as one bar, and beside it the NPS with its interval: two segments
 * with the same NPS can be very different crowds.
 *
 * @example
 * npsPlot(await nps(answers, { score: "recommend", by: "segment" }), { population: "customers", period: "2026" });
 */
export function npsPlot(result: Result<Answers>, wording: Wording = {}): Figure {
  const rows: Row[] = [result.overall, ...result.rows];
  const labels = rows.map((row, i) => rowLabel(segmentName(row), words`n = ${count(row.n)}`, { bold: i === 0 }));
  const scores = scoreDots(rows, {
    axis: "x2",
    label: ({ estimate }) => points(estimate),
    hover: (row) => words`NPS ${points(row)}`,
  });
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, words`answers`),
      caption: caption(
        result,
        wording,
        words`NPS: promoters less detractors, in points from −100 to 100.`,
        result.overall.weightedPromoters === null ? "" : words`Shares and scores are weighted, n is not.`,
      ),
      labels,
      plotHeight: rows.length * rowHeight(labels),
      aboveHeight: 30,
    },
    {
      barmode: "stack",
      showlegend: true,
      legend: legendAbove,
      yaxis: rowAxis(labels),
      xaxis: {
        domain: [0, 0.58],
        range: [0, 1],
        tickformat: ".0%",
        title: axisTitle(words`share of answers`),
        showgrid: false,
      },
      xaxis2: {
        domain: [0.66, 1],
        range: pointsRange(rows),
        title: axisTitle(words`NPS, points`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.grey,
      },
      annotations: whyEmpty(rows),
    },
  );
  return { data: [...groupTraces(rows), scores], layout, text: sentence(result, rows) };
}
