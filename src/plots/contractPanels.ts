import type { Data } from "plotly.js-dist-min";
import { count, percent } from "../format/numbers.js";
import { words } from "../language/words.js";
import type { ContractPeriod } from "../metrics/contractRetention/contractCurve.js";
import type { ContractRow } from "../metrics/contractRetention/contractRow.js";
import type { ContractResult } from "../metrics/contractRetention/sbg.js";
import type { Keys } from "../metrics/result.js";
import { escapeLabel } from "./escape.js";
import { SEGMENT_LOOKS } from "./theme.js";
import { segmentName } from "./wording.js";

type Row = ContractRow & { readonly keys?: Keys };

/** More bands than these hide each other. */
const MOST_LINES = 4;

export interface ContractLine {
  readonly row: Row;
  readonly name: string;
  readonly colour: string;
  readonly dash: string;
  readonly symbol: string;
}

/** One of the two questions a renewal answers: its numbers by the model and as it was seen. */
interface Panel {
  readonly heading: string;
  readonly x: "x" | "x2";
  readonly y: "y" | "y2";
  readonly domain: readonly [number, number];
  readonly model: (period: ContractPeriod) => { estimate: number | null; lower: number | null; upper: number | null };
  readonly seen: (period: ContractPeriod) => number | null;
  /** Where every curve begins, before the first renewal. */
  readonly start: number | null;
}

export const PANELS: readonly Panel[] = [
  {
    heading: "Still members",
    ...{ x: "x", y: "y", domain: [0, 0.46] },
    model: (period) => period,
    seen: ({ actual }) => actual,
    start: 1,
  },
  {
    heading: "Renew, of those who come to a renewal",
    ...{ x: "x2", y: "y2", domain: [0.56, 1] },
    model: ({ retention }) => retention,
    seen: ({ actualRetention }) => actualRetention,
    start: null,
  },
];

/** Finer than a picture shows. */
const drawn = (share: number | null) => (share === null ? null : Math.round(share * 1e5) / 1e5);

export function contractLines({ overall, rows }: ContractResult): ContractLine[] {
  const list: readonly Row[] = rows.length > 0 ? rows : [overall];
  if (list.length > MOST_LINES) {
    throw new TypeError(`contractRetentionPlot requires up to ${MOST_LINES} segments; got ${list.length}`);
  }
  return list.map((row, i) => ({ row, name: escapeLabel(segmentName(row)), ...SEGMENT_LOOKS[i]! }));
}

/** The interval of a panel's curve as an area: its lower edge, then its upper edge. */
function band({ row, name, colour }: ContractLine, { x, y, model, start }: Panel): Partial<Data>[] {
  const known = row.curve.filter((period) => model(period).lower !== null);
  const before = start === null || known.length === 0 ? [] : [start];
  const times = [...before.map(() => 0), ...known.map(({ period }) => period)];
  const shared = { type: "scatter", mode: "lines", xaxis: x, yaxis: y, legendgroup: name, showlegend: false };
  const edge = { ...shared, hoverinfo: "skip", x: times, line: { width: 0, color: colour } };
  const at = (end: "lower" | "upper") => [...before, ...known.map((period) => drawn(model(period)[end]))];
  return [
    { ...edge, y: at("lower") },
    { ...edge, y: at("upper"), fill: "tonexty", fillcolor: `${colour}26` },
  ] as Partial<Data>[];
}

function line(
  { row, name, colour, dash }: ContractLine,
  { x, y, model, start }: Panel,
  legend: string | null,
): Partial<Data> {
  const known = row.curve.filter((period) => model(period).estimate !== null);
  const before = start === null || known.length === 0 ? [] : [start];
  return {
    type: "scatter",
    mode: "lines",
    name: legend ?? name,
    legendgroup: name,
    showlegend: legend !== null,
    xaxis: x,
    yaxis: y,
    x: [...before.map(() => 0), ...known.map(({ period }) => period)],
    y: [...before, ...known.map((period) => drawn(model(period).estimate))],
    line: { color: colour, dash, width: 2 },
    customdata: [
      ...before.map(() => words`renewal ${count(0)}: ${words`at the start`} by the model`),
      ...known.map(
        (period) => words`renewal ${count(period.period)}: ${percent({ ...period, ...model(period) })} by the model`,
      ),
    ],
    hovertemplate: "%{customdata}<extra></extra>",
  } as Partial<Data>;
}

/** What was seen: filled where the fit saw it too, hollow where it was held out. */
function points(
  curve: ContractLine,
  { x, y, seen }: Panel,
  part: "fitted" | "held out",
  legend: string | null,
): Partial<Data>[] {
  const { row, name, colour, symbol } = curve;
  const known = row.curve.filter((period) => period.part === part && seen(period) !== null);
  if (known.length === 0) return [];
  const trace = {
    type: "scatter",
    mode: "markers",
    name: legend ?? name,
    legendgroup: name,
    showlegend: legend !== null,
    xaxis: x,
    yaxis: y,
    x: known.map(({ period }) => period),
    y: known.map((period) => drawn(seen(period))),
    marker: { symbol, size: 8, color: part === "fitted" ? colour : "#ffffff", line: { color: colour, width: 1.5 } },
    customdata: known.map((period) => {
      const left = words`${count(period.left)} of ${count(period.n)} left at it`;
      return words`renewal ${count(period.period)}: ${percent(drawn(seen(period)))} as seen, ${left}`;
    }),
    hovertemplate: "%{customdata}<extra></extra>",
  };
  return [trace as Partial<Data>];
}

/** All traces; names stand in the legend once, whatever the panels. */
export function contractTraces(curves: readonly ContractLine[]): Partial<Data>[] {
  const isOnly = curves.length === 1;
  return PANELS.flatMap((panel) => {
    const isFirst = panel.x === "x";
    const named = (text: string) => (isFirst && isOnly ? text : null);
    return [
      ...curves.flatMap((curve) => band(curve, panel)),
      ...curves.map((curve) => line(curve, panel, isFirst ? (isOnly ? words`model` : curve.name) : null)),
      ...curves.flatMap((curve) => points(curve, panel, "fitted", named(words`as seen`))),
      ...curves.flatMap((curve) => points(curve, panel, "held out", named(words`as seen, held out`))),
    ];
  });
}
