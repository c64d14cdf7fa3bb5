import { word } from "../language/words.js";
import type { Estimate, Unit } from "../metrics/result.js";
import { escapeLabel } from "./escape.js";
import { type Annotation, COLOURS } from "./theme.js";

const NAMES: Readonly<Record<Unit, string>> = {
  points: "points",
  share: "share",
  score: "score",
  currency: "amount",
  hours: "hours",
  days: "days",
  pages: "pages",
  purchases: "purchases",
  customers: "customers",
  index: "index, 0 to 100",
  ratio: "ratio, 1 is no difference",
};

export const unitName = (unit: Unit): string => word(NAMES[unit]);

/** The ends of all intervals, and zero where the numbers come near it: bars and differences are read from there. */
export function valueRange(rows: readonly Estimate[], { zero }: { readonly zero: boolean }): [number, number] {
  const known = rows.flatMap(({ estimate, lower, upper }) =>
    [estimate, lower, upper].filter((x): x is number => x !== null),
  );
  const values = zero || known.length === 0 ? [0, ...known] : known;
  const [low, high] = [Math.min(...values), Math.max(...values)];
  const room = (high - low || Math.abs(high) || 1) * 0.12;
  return [low - room, high + room];
}

/** So near to zero, as a part of the axis, a number written above its mark would lie on the line of zero. */
const NEAR_ZERO = 0.15;

/** Where a number stands above its mark: away from the line of zero, if that is near. */
export function aboveBesideZero(value: number, [low, high]: readonly [number, number]) {
  if (Math.abs(value) > NEAR_ZERO * (high - low)) return "top center";
  return value < 0 ? "top left" : "top right";
}

type Bounded = Pick<Estimate, "estimate" | "lower" | "upper">;

/** An axis of rows from top to bottom, each with its label. */
export const rowAxis = (labels: readonly string[]) => ({
  tickvals: labels.map((_, i) => i),
  ticktext: [...labels],
  range: [Math.max(1, labels.length) - 0.5, -0.5] as [number, number],
  automargin: true,
  showgrid: false,
  gridcolor: COLOURS.grid,
  zeroline: false,
});

/** An axis of columns from left to right, each with its label, for a table of cells. */
export const columnAxis = (labels: readonly string[]) => ({
  tickvals: labels.map((_, i) => i),
  ticktext: [...labels],
  range: [-0.5, Math.max(1, labels.length) - 0.5] as [number, number],
  tickangle: 0 as const,
  showgrid: false,
  zeroline: false,
  fixedrange: true,
});

/** Why a row has no number, written where its mark would be. */
export const whyEmpty = (rows: readonly Pick<Estimate, "estimate" | "note">[]): Partial<Annotation>[] =>
  rows.flatMap((row, y) => {
    if (row.estimate !== null || row.note === null) return [];
    const place = { x: 0, y, xref: "paper", yref: "y", xanchor: "left", showarrow: false } as const;
    return [{ ...place, text: `<i>${escapeLabel(word(row.note))}</i>`, font: { color: COLOURS.faintInk } }];
  });

/** Names above the plotting area, in the order in which they are drawn. */
export const legendAbove = {
  orientation: "h",
  x: 0,
  y: 1,
  xanchor: "left",
  yanchor: "bottom",
  traceorder: "normal",
} as const;

/** The interval of each row as plotly's error bars. */
export const errorBars = (rows: readonly Bounded[], color: string = COLOURS.ink) => ({
  type: "data" as const,
  symmetric: false,
  array: rows.map(({ estimate, upper }) => (upper ?? estimate ?? 0) - (estimate ?? 0)),
  arrayminus: rows.map(({ estimate, lower }) => (estimate ?? 0) - (lower ?? estimate ?? 0)),
  color,
  thickness: 1.5,
  width: 4,
});
