import type { Data } from "plotly.js-dist-min";
import { count, number, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { DriverRow, DriverWeightsResult } from "../metrics/driverWeights/driverWeights.js";
import { errorBars, rowAxis, valueRange, whyEmpty } from "./axis.js";
import { escapeLabel } from "./escape.js";
import type { Figure } from "./figure.js";
import { axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, exclusions, rowHeight, rowLabel, sourceNote } from "./wording.js";

const GAP = "\u00a0\u00a0";

/** Rank 1 on top, what has none below. */
export const byRank = (drivers: readonly DriverRow[]): DriverRow[] =>
  [...drivers].sort((a, b) => (a.rank ?? Number.POSITIVE_INFINITY) - (b.rank ?? Number.POSITIVE_INFINITY));

/** Population, period, R² and n: what the weights are parts of. */
export function driverSubtitle(result: DriverWeightsResult, { subtitle, population, period }: Wording): string {
  if (subtitle !== undefined) return subtitle;
  const { overall } = result;
  const controls = (overall.controls ?? 0) > 0 ? words` beside the controls' ${number(overall.controls)}` : "";
  const parts = [
    population,
    period,
    `${result.fit === "logistic" ? words`McFadden's R² ${number(overall)}` : words`R² ${number(overall)}`}${controls}`,
    words`n = ${count(overall.n)}`,
  ];
  return parts.filter((part) => part !== undefined && part !== "").join(" · ");
}

/** Under a figure without intervals: what its cells are, exclusions and source. */
export function cellCaption(result: DriverWeightsResult, wording: Wording, ...sentences: readonly string[]): string {
  return [...sentences, exclusions(result.excluded), sourceNote(wording)]
    .filter((sentence) => sentence !== "")
    .join(" ");
}

/** Whether it is told that a driver has more than noise would get; where nothing can be told, it is taken as it is. */
const isAbove = ({ aboveNoise }: DriverRow) => aboveNoise === null || aboveNoise.lower > 0;

const direction = ({ sign }: DriverRow) =>
  sign === -1 ? words`negative` : sign === 1 ? words`positive` : words`no direction`;

/** Beside each bar: which way the driver goes, and which ranks it could have. */
function below(driver: DriverRow): string {
  const { rank, rankLower, rankUpper } = driver;
  if (rank === null) return words`not used`;
  const ranks =
    rankLower === null || rankLower === rankUpper
      ? words`rank ${count(rankLower ?? rank)}`
      : words`rank ${count(rankLower)} to ${count(rankUpper)}`;
  return `${direction(driver)} · ${ranks}`;
}

/** What a bar ends in: the share, where there are shares. */
const written = (driver: DriverRow) =>
  driver.share === null ? number(driver.estimate, { digits: 3 }) : percent(driver.share, { digits: 0 });

function inWords(driver: DriverRow): string {
  if (driver.estimate === null) return words`${word(driver.name)}: ${word(driver.note ?? "")}`;
  const share =
    driver.share === null
      ? ""
      : words`, share ${percent({ ...driver, estimate: driver.share, lower: driver.shareLower, upper: driver.shareUpper }, { digits: 0 })}`;
  const noise = isAbove(driver) ? "" : words`, not told from noise`;
  const suppressor = driver.suppressor ? words`, a suppressor` : "";
  return words`${word(driver.name)}: weight ${number(driver, { digits: 3 })}${share}, ${below(driver)}${noise}${suppressor}`;
}

function bars(rows: readonly DriverRow[]): Partial<Data>[] {
  const shown = rows.map((row, y) => ({ row, y })).filter(({ row }) => row.estimate !== null);
  const y = shown.map((one) => one.y);
  return [
    {
      type: "bar",
      orientation: "h",
      y,
      x: shown.map(({ row }) => row.estimate),
      marker: {
        color: shown.map(({ row }) => (isAbove(row) ? COLOURS.sky : "#ffffff")),
        line: { color: shown.map(({ row }) => (isAbove(row) ? COLOURS.ink : COLOURS.grey)), width: 1.2 },
      },
      error_x: errorBars(shown.map(({ row }) => row)),
      customdata: shown.map(({ row }) => escapeLabel(inWords(row))),
      hovertemplate: "%{customdata}<extra></extra>",
    } as Partial<Data>,
    {
      type: "scatter",
      mode: "text",
      y,
      x: shown.map(({ row }) => Math.max(0, row.upper ?? row.estimate!)),
      text: shown.map(({ row }) => `${GAP}${written(row)}`),
      textposition: "middle right",
      textfont: { size: 11 },
      hoverinfo: "skip",
      cliponaxis: false,
    } as Partial<Data>,
  ];
}

/**
 * What drives an outcome: the weight of each driver with its interval, the largest on top, its share at the end of the bar. Hollow bars
 * are drivers that may weigh no more than noise would.
 *
 * @example
 * driverWeightsPlot(await driverWeights(answers, { outcome: "satisfaction", drivers }), { population: "customers" });
 */
export function driverWeightsPlot(result: DriverWeightsResult, wording: Wording = {}): Figure {
  const rows = byRank(result.overall.drivers);
  const labels = rows.map((row) => rowLabel(word(row.name), below(row), { bold: row.suppressor }));
  const suppressors = rows.filter(({ suppressor }) => suppressor).map(({ name }) => word(name));
  const sentences = [
    rows.some(({ share }) => share !== null) ? words`At the end of each bar: share of all weights.` : "",
    rows.every(isAbove) ? "" : words`Hollow: not told from a variable of pure noise.`,
    suppressors.length > 0 ? words`Suppressors: ${suppressors.join(words`, `)}.` : "",
    words`Positive and negative: signs of the correlations. A driver that goes with the outcome need not make it.`,
  ];
  const [low, high] = valueRange(rows, { zero: true });
  const layout = framed(
    {
      title: wording.title ?? word(result.label),
      subtitle: driverSubtitle(result, wording),
      caption: caption(result, wording, ...sentences),
      labels,
      plotHeight: Math.max(1, rows.length) * rowHeight(labels),
    },
    {
      yaxis: rowAxis(labels),
      xaxis: {
        range: [rows.some(({ estimate }) => (estimate ?? 0) < 0) ? low : 0, high + 0.08 * (high - low)],
        title: axisTitle(words`weight`),
        gridcolor: COLOURS.grid,
        zerolinecolor: COLOURS.ink,
      },
      annotations: whyEmpty(rows.length > 0 ? rows : [result.overall]),
    },
  );
  const all = rows.length === 0 ? word(result.overall.note ?? "no drivers") : rows.map(inWords).join(words`; `);
  return { data: bars(rows), layout, text: words`${word(result.label)}, ${driverSubtitle(result, wording)}. ${all}.` };
}
