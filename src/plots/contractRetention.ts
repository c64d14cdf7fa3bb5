import type { Layout } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { ContractResult } from "../metrics/contractRetention/sbg.js";
import { legendAbove } from "./axis.js";
import { type ContractLine, contractLines, contractTraces, PANELS } from "./contractPanels.js";
import type { Figure } from "./figure.js";
import { type Annotation, axisTitle, COLOURS, framed, type Wording } from "./theme.js";
import { caption, segmentName, subtitle, titleBy } from "./wording.js";

export interface ContractWording extends Wording {
  /** What renewals are counted in: "years of membership". */
  readonly time?: string;
  /** What n counts: "members". */
  readonly counted?: string;
}

const PLOT_HEIGHT = 280;
const HEADING_HEIGHT = 24;
const LEGEND_HEIGHT = 28;

const headings = (): Partial<Annotation>[] =>
  PANELS.map(({ heading, domain }) => ({
    text: `<b>${word(heading)}</b>`,
    ...({ xref: "paper", yref: "paper", x: domain[0], y: 1, xanchor: "left", yanchor: "bottom" } as const),
    yshift: 4,
    showarrow: false,
    font: { size: 12 },
  }));

/** Uprights at the end of what the fit saw. */
const fitEnds = ({ fitPeriods, horizon }: ContractResult, curves: readonly ContractLine[]) => {
  const last = Math.max(horizon ?? 0, ...curves.map(({ row }) => row.curve.length));
  if (fitPeriods === null || fitPeriods >= last) return [];
  return PANELS.map(({ x, y }) => ({
    type: "line",
    layer: "below",
    ...{ xref: x, x0: fitPeriods + 0.5, x1: fitPeriods + 0.5 },
    ...{ yref: `${y} domain`, y0: 0, y1: 1 },
    line: { color: COLOURS.grey, width: 1, dash: "dot" },
  }));
};

/** Rates lie close together: their axis ends at 1 and begins below the lowest by a tenth of what is between. */
function rateRange(curves: readonly ContractLine[]): [number, number] {
  const all = curves.flatMap(({ row }) =>
    row.curve.flatMap(({ retention, actualRetention }) => [retention.lower ?? retention.estimate, actualRetention]),
  );
  const least = Math.min(1, ...all.map((rate) => rate ?? 1));
  return [Math.max(0, Math.floor((least - 0.1 * (1 - least)) * 20) / 20), 1.01];
}

const axes = ({ overall }: ContractResult, curves: readonly ContractLine[], time: string): Partial<Layout> => {
  const last = Math.max(1, overall.curve.length);
  const [shares, rates] = PANELS;
  const range: [number, number] = [-0.02 * last, 1.02 * last];
  // Few renewals have no halves between them.
  const steps = last <= 6 ? { dtick: 1 } : {};
  const across = { ...steps, range, title: axisTitle(word(time)), showgrid: false, zeroline: false };
  const upright = { tickformat: ".0%", gridcolor: COLOURS.grid, zerolinecolor: COLOURS.grey };
  return {
    xaxis: { ...across, domain: [...shares!.domain], anchor: "y" },
    xaxis2: { ...across, domain: [...rates!.domain], anchor: "y2" },
    yaxis: { ...upright, range: [-0.02, 1.02], anchor: "x" },
    yaxis2: { ...upright, range: rateRange(curves), anchor: "x2" },
  };
};

/** What the marks mean that are drawn. */
function signs({ fitPeriods }: ContractResult, curves: readonly ContractLine[]): string[] {
  const isHeldOut = curves.some(({ row }) => row.curve.some(({ part }) => part === "held out"));
  return [
    words`Points: as seen.`,
    ...(isHeldOut
      ? [words`Hollow: held out; the parameters are those of the first ${count(fitPeriods)} renewals.`]
      : []),
    ...curves.flatMap(({ row }) => (row.note === null ? [] : [words`${segmentName(row)}: ${word(row.note)}.`])),
  ];
}

function sentence(result: ContractResult, curves: readonly ContractLine[]): string {
  const said = curves.map(({ row }) => {
    const [first, last] = [row.curve[0], row.curve.at(-1)];
    const seen = row.curve.filter(({ actual }) => actual !== null).at(-1);
    const rates =
      first === undefined || last === undefined || first.retention.estimate === null
        ? ""
        : words`, renewal rate from ${percent(first.retention.estimate)} at the first to ${percent(last.retention.estimate)} at renewal ${count(last.period)}`;
    const actual = seen === undefined ? "" : words`, as seen ${percent(seen.actual)} after ${count(seen.period)}`;
    const why = row.note === null || row.estimate === null ? "" : words`, ${word(row.note)}`;
    return words`${segmentName(row)} ${percent(row)}${actual}${rates}, n = ${count(row.n)}${why}`;
  });
  return words`${word(result.label)}, with ${percent(result.level, { digits: 0 })} intervals: ${said.join(words`; `)}.`;
}

/**
 * How many members are still there after each renewal, and how many renew of those who come to it: the model as a line with its band,
 * what was seen as points, hollow where the fit did not look (`fitPeriods`). One line a segment, up to four.
 *
 * That the second panel rises is what tells members who differ from ones who are all alike; where its points fall before they rise, look at
 * `bdw`. A projection is to be trusted as far as hollow points lie on the line.
 *
 * @param result of `sbg`, `bdw` or their `FromCounts`
 * @example
 * contractRetentionPlot(sbgFromCounts(members, { fitPeriods: 7 }), { time: "years of membership", counted: "members" });
 */
export function contractRetentionPlot(result: ContractResult, wording: ContractWording = {}): Figure {
  const curves = contractLines(result);
  const { time = "renewals", counted = "members" } = wording;
  const layout = framed(
    {
      title: wording.title ?? titleBy(result),
      subtitle: subtitle(result, wording, counted),
      caption: caption(result, wording, ...signs(result, curves)).replace(/^Lines:/, "Bands:"),
      labels: ["100%"],
      plotHeight: PLOT_HEIGHT,
      aboveHeight: HEADING_HEIGHT + LEGEND_HEIGHT,
    },
    {
      ...axes(result, curves, time),
      showlegend: true,
      legend: { ...legendAbove, y: 1 + HEADING_HEIGHT / PLOT_HEIGHT },
      shapes: fitEnds(result, curves) as Layout["shapes"],
      annotations: headings(),
    },
  );
  return { data: contractTraces(curves), layout, text: sentence(result, curves) };
}
