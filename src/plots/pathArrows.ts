import type { Data } from "plotly.js-dist-min";
import { number } from "../format/numbers.js";
import { word, words } from "../language/words.js";
import type { PlsPath } from "../metrics/plsPathModel/plsPathModel.js";
import type { Estimate } from "../metrics/result.js";
import { escapeLabel } from "./escape.js";
import type { LabelSize, Stretch } from "./pathRoutes.js";
import { COLOURS } from "./theme.js";

/** Height of the head of an arrow, px. */
const HEAD = 9;

/** An arrow as one line, up to where its head begins. */
export function lineOf(route: readonly Stretch[]): string {
  const [first] = route;
  const parts = route.map(({ from, to }, i) => {
    const end = i === route.length - 1 ? to.y - HEAD : to.y;
    const middle = (from.y + end) / 2;
    return `${i === 0 ? "" : `L ${from.x} ${from.y} `}C ${from.x} ${middle} ${to.x} ${middle} ${to.x} ${end}`;
  });
  return `M ${first!.from.x} ${first!.from.y} ${parts.join(" ")}`;
}

const holdsZero = ({ lower, upper }: Estimate) => lower !== null && upper !== null && lower <= 0 && upper >= 0;

/** Colour by sign, width by size; grey and dashed where the interval holds 0. */
export function lookOf(path: PlsPath) {
  const size = Math.min(1, Math.abs(path.estimate ?? 0));
  const colour =
    path.estimate === null || holdsZero(path) ? COLOURS.grey : path.estimate < 0 ? COLOURS.vermilion : COLOURS.blue;
  return { colour, width: 1.2 + 5 * size, dash: holdsZero(path) ? ("dash" as const) : ("solid" as const) };
}

/** The coefficient, and under it its interval. */
export function labelOf(path: PlsPath): LabelSize & { readonly lines: string[] } {
  const { estimate, lower, upper } = path;
  const bounds = lower === null || upper === null ? null : words`${number(lower)} to ${number(upper)}`;
  const lines = [
    `<b>${number(estimate)}</b>`,
    ...(bounds === null ? [] : [`<span style="font-size:10px">${bounds}</span>`]),
  ];
  return { lines, width: 12 + 5.9 * Math.max(5, bounds?.length ?? 0), height: 15 * lines.length + 3 };
}

/** The heads, which also say the path when they are pointed at. */
export function heads(paths: readonly PlsPath[], routes: readonly (readonly Stretch[])[]): Partial<Data> {
  const looks = paths.map(lookOf);
  return {
    type: "scatter",
    mode: "markers",
    x: routes.map((route) => route.at(-1)!.to.x),
    y: routes.map((route) => route.at(-1)!.to.y - 5),
    marker: {
      symbol: "triangle-down",
      size: looks.map(({ width }) => 9 + width),
      color: looks.map(({ colour }) => colour),
      opacity: 1,
    },
    customdata: paths.map((path) => escapeLabel(words`${word(path.from)} → ${word(path.to)}: ${number(path)}`)),
    hovertemplate: "%{customdata}<extra></extra>",
    cliponaxis: false,
  } as unknown as Partial<Data>;
}
