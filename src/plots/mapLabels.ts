import { wrapLabel } from "./escape.js";
import { type Box, labelPlaces } from "./labelPlaces.js";
import { type Annotation, COLOURS, labelWidth } from "./theme.js";

/** A point of a map of two numbers with its name. */
export interface NamedPoint {
  readonly name: string;
  readonly x: number;
  readonly y: number;
  /** Ends of its intervals; null where there are none. */
  readonly xs: readonly [number, number] | null;
  readonly ys: readonly [number, number] | null;
  /** What is drawn around it. */
  readonly outline?: readonly { readonly x: number; readonly y: number }[];
}

/** The plotting area: px, and the values at its left, right, lower and upper end. */
export interface MapArea {
  readonly width: number;
  readonly height: number;
  readonly x: readonly [number, number];
  readonly y: readonly [number, number];
}

const FONT = 11;
const LETTERS = 20;
const LINE = 14;
/** From this far on a thin line leads from the label to its point. */
const FAR = 12;

/** The names of points beside them, out of the way of each other. */
export function mapLabels(points: readonly NamedPoint[], area: MapArea): Partial<Annotation>[] {
  const left = (x: number) => ((x - area.x[0]) / (area.x[1] - area.x[0])) * area.width;
  const down = (y: number) => ((area.y[1] - y) / (area.y[1] - area.y[0])) * area.height;
  const texts = points.map(({ name }) => wrapLabel(name, LETTERS));
  const labels = points.map(({ x, y }, i) => ({
    x: left(x),
    y: down(y),
    width: (Math.max(...texts[i]!.map(labelWidth)) * FONT) / 12 + 4,
    height: LINE * texts[i]!.length + 2,
  }));
  const lines = points.flatMap(({ x, y, xs, ys, outline = [] }): Box[] => {
    const across = xs === null ? [] : xs.map(left);
    const along = ys === null ? [] : ys.map(down);
    const [from, to] = [Math.min(...across), Math.max(...across)];
    const [top, bottom] = [Math.min(...along), Math.max(...along)];
    return [
      ...(xs === null ? [] : [{ x: from, y: down(y) - 2, width: to - from, height: 4 }]),
      ...(ys === null ? [] : [{ x: left(x) - 2, y: top, width: 4, height: bottom - top }]),
      ...outline.map((at) => ({ x: left(at.x) - 3, y: down(at.y) - 3, width: 6, height: 6 })),
    ];
  });
  return labelPlaces(labels, area, lines).map(({ dx, dy }, i): Partial<Annotation> => {
    const { width, height } = labels[i]!;
    const gap = Math.hypot(Math.max(0, Math.abs(dx) - width / 2), Math.max(0, Math.abs(dy) - height / 2));
    return {
      x: points[i]!.x,
      y: points[i]!.y,
      text: texts[i]!.join("<br>"),
      showarrow: true,
      ax: Math.round(dx),
      ay: Math.round(dy),
      arrowhead: 0,
      arrowwidth: 1,
      arrowcolor: gap > FAR ? COLOURS.grey : "rgba(0,0,0,0)",
      standoff: 6,
      borderpad: 1,
      bgcolor: "rgba(255,255,255,0.75)",
      font: { size: FONT, color: COLOURS.ink },
    };
  });
}
