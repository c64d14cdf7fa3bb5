import type { Data } from "plotly.js-dist-min";
import { fixed, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { AliveMatrixResult } from "../metrics/buyingChecks/aliveMatrix.js";
import { columnAxis, rowAxis } from "./axis.js";
import { present, timeWords } from "./buyingWords.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { plain, sourceNote } from "./wording.js";

export interface AliveMatrixWording extends Wording {
  /** The probability of being alive ("alive", unless given), or the purchases expected within the time. */
  readonly show?: "alive" | "expected";
  /** The unit of the ages: "weeks". */
  readonly time?: string;
}

const PLOT_HEIGHT = 370;
/** One hue, nowhere so dark that small letters would not be read on it. */
const SCALE: [number, string][] = [
  [0, "#f7fbff"],
  [0.5, "#a6d0ea"],
  [1, "#4a9fd1"],
];
/** Numbers are written in cells up to so many columns and rows. */
const MOST = { columns: 17, rows: 20 } as const;
/** Names of rows that fit beside each other, and of columns below. */
const MOST_NAMES = 20;

interface Cells {
  /** From above: the latest purchase first. */
  readonly values: readonly (readonly (number | null)[])[];
  readonly recencies: readonly number[];
  readonly highest: number;
  readonly write: (value: number | null) => string;
  readonly inWords: (value: number | null) => string;
}

function cellsOf(result: AliveMatrixResult, show: "alive" | "expected"): Cells {
  const isAlive = show === "alive";
  const values = [...result[show]].reverse();
  const largest = Math.max(0, ...values.flat().filter((value): value is number => value !== null));
  return {
    values,
    recencies: [...result.recencies].reverse(),
    highest: isAlive ? 1 : largest || 1,
    write: (value) => (isAlive ? percent(value, { digits: 0 }) : fixed(value, largest >= 100 ? 0 : 1)),
    inWords: (value) => (isAlive ? percent(value) : fixed(value, 2)),
  };
}

const times = (frequency: number) =>
  frequency === 1 ? words`${plain(frequency)} repeat purchase` : words`${plain(frequency)} repeat purchases`;
const shortTime = (time: number) => plain(Number(time.toFixed(1)));

function heat({ frequencies }: AliveMatrixResult, { values, recencies, highest, inWords }: Cells, isWritten: boolean) {
  const told = (value: number | null, frequency: number, recency: number) =>
    value === null ? "" : words`${times(frequency)}, the last at ${shortTime(recency)}: ${inWords(value)}`;
  return {
    type: "heatmap",
    z: values,
    x: frequencies.map((_, i) => i),
    y: recencies.map((_, i) => i),
    zmin: 0,
    zmax: highest,
    colorscale: SCALE,
    showscale: !isWritten,
    colorbar: { thickness: 12, outlinewidth: 0, tickformat: highest === 1 ? ".0%" : "" },
    xgap: 1,
    ygap: 1,
    hoverongaps: false,
    customdata: values.map((row, i) => row.map((value, k) => told(value, frequencies[k]!, recencies[i]!))),
    hovertemplate: "%{customdata}<extra></extra>",
  } as unknown as Partial<Data>;
}

function letters({ values, write }: Cells): Partial<Annotation>[] {
  return values.flatMap((row, y) =>
    row.flatMap((value, x) => {
      if (value === null) return [];
      return [{ x, y, text: write(value), showarrow: false, font: { size: 10, color: COLOURS.ink } }];
    }),
  );
}

/** Every so many names, so that they do not run into each other; the first is always there. */
const thinned = (names: readonly string[]) => {
  const step = Math.ceil(names.length / MOST_NAMES);
  return names.map((name, i) => (i % step === 0 ? name : ""));
};

const titleOf = ({ model, time }: AliveMatrixResult, { show, time: unit }: AliveMatrixWording) =>
  show === "expected"
    ? words`Expected purchases within ${timeWords(time, unit)} (${model})`
    : words`Probability of being alive (${model})`;

/** The corners, as far as there can be such customers. */
function sentence(
  { frequencies, age }: AliveMatrixResult,
  { values, recencies, inWords }: Cells,
  title: string,
  unit: string | undefined,
): string {
  const of = (i: number, k: number) => {
    const value = values[i]![k]!;
    return value === null
      ? []
      : [words`${times(frequencies[k]!)}, the last at ${shortTime(recencies[i]!)}, ${inWords(value)}`];
  };
  const [most, first] = [frequencies.length - 1, recencies.length - 1];
  const said = [...of(first, 0), ...of(0, 1), ...of(0, most), ...of(first - 1, 1), ...of(first - 1, most)];
  return words`${title}, of customers watched for ${timeWords(age, unit)}: ${said.join(words`; `)}.`;
}

/**
 * What a model makes of customers who were all watched for as long, by how often they bought (across) and how lately (upwards): the
 * darker, the likelier alive, or the more they are expected to buy.
 *
 * @example
 * aliveMatrixPlot(matrix, { show: "expected", time: "weeks", source: "cdnow.csv" });
 */
export function aliveMatrixPlot(result: AliveMatrixResult, wording: AliveMatrixWording = {}): Figure {
  const { frequencies, age } = result;
  const { show = "alive", time, population, period, source } = wording;
  const cells = cellsOf(result, show);
  const isWritten = frequencies.length <= MOST.columns && cells.recencies.length <= MOST.rows;
  const title = wording.title ?? titleOf(result, wording);
  const rows = thinned(cells.recencies.map(shortTime));
  const watched = words`customers watched for ${timeWords(age, time)}`;
  const upwards =
    time === undefined || time === ""
      ? words`from the first purchase to the last`
      : words`${word(time)} from the first purchase to the last`;
  const layout = framed(
    {
      title,
      subtitle: wording.subtitle ?? present([population, period, watched], " · "),
      caption: present(
        [
          words`Values of the fitted parameters, without intervals. Empty: there can be no such customer.`,
          sourceNote({ source }),
        ],
        " ",
      ),
      labels: ["Last", ...rows],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: 10,
    },
    {
      yaxis: { ...rowAxis(rows), title: axisTitle(upwards) },
      xaxis: { ...columnAxis(thinned(frequencies.map(plain))), title: axisTitle(words`repeat purchases`) },
      annotations: isWritten ? letters(cells) : [],
    },
  );
  return { data: [heat(result, cells, isWritten)], layout, text: sentence(result, cells, title, time) };
}
