import type { Layers } from "./pathLayers.js";

export interface Point {
  readonly x: number;
  readonly y: number;
}

/** Where rows of boxes begin and end, in px from the top. */
export interface Band {
  readonly top: number;
  readonly bottom: number;
}

/** A stretch of an arrow between two rows, from above to below; it leaves and arrives straight down. */
export interface Stretch {
  readonly from: Point;
  readonly to: Point;
}

/** Share of a box's width over which its arrows are spread. */
const SPREAD = 0.7;
const MOST_APART = 0.22;

/** Where on the edge of a box each of its arrows stands, in the order of what they lead to. */
function ports(count: number): number[] {
  const step = Math.min(MOST_APART, SPREAD / Math.max(1, count - 1));
  return Array.from({ length: count }, (_, i) => (i - (count - 1) / 2) * step);
}

/** Shifts from the middle of its box of one end of each arrow. */
function shifts(
  routes: Layers["routes"],
  across: readonly number[],
  ends: { readonly box: (route: readonly number[]) => number; readonly next: (route: readonly number[]) => number },
): number[] {
  const found = routes.map(() => 0);
  for (const box of new Set(routes.map(ends.box))) {
    const own = routes.flatMap((route, i) => (ends.box(route) === box ? [i] : []));
    own.sort((a, b) => across[ends.next(routes[a]!)]! - across[ends.next(routes[b]!)]!);
    ports(own.length).forEach((shift, i) => {
      found[own[i]!] = shift;
    });
  }
  return found;
}

/** Each arrow as stretches between rows; within a row it goes straight down. */
export function pathRoutes({ places, routes }: Layers, across: readonly number[], bands: readonly Band[]): Stretch[][] {
  const leaving = shifts(routes, across, { box: (route) => route[0]!, next: (route) => route[1]! });
  const arriving = shifts(routes, across, { box: (route) => route.at(-1)!, next: (route) => route.at(-2)! });
  return routes.map((route, i) =>
    route.slice(1).map((number, step) => {
      const previous = route[step]!;
      const [isFirst, isLast] = [step === 0, step === route.length - 2];
      return {
        from: { x: across[previous]! + (isFirst ? leaving[i]! : 0), y: bands[places[previous]!.layer]!.bottom },
        to: { x: across[number]! + (isLast ? arriving[i]! : 0), y: bands[places[number]!.layer]!.top },
      };
    }),
  );
}

/** The point a share t of the way along a stretch: a cubic that begins and ends straight down. */
export function along({ from, to }: Stretch, t: number): Point {
  const [a, b, c, d] = [(1 - t) ** 3, 3 * t * (1 - t) ** 2, 3 * t * t * (1 - t), t ** 3];
  const middle = (from.y + to.y) / 2;
  return { x: (a + b) * from.x + (c + d) * to.x, y: a * from.y + (b + c) * middle + d * to.y };
}

export interface LabelSize {
  readonly width: number;
  readonly height: number;
}

/** Widths of the plotting area at which labels are to keep apart, px: of a still picture, and of a narrow screen. */
export const STILL_WIDTH = 712;
const NARROW_WIDTH = 352;
const SHARES = [0.5, 0.4, 0.6, 0.3, 0.7, 0.2];

interface Placed extends Point {
  readonly size: LabelSize;
}

/** How much two labels cover each other, in px², where a unit across is so many px. */
function overlap(a: Placed, b: Placed, unit: number): number {
  const wide = (a.size.width + b.size.width) / 2 + 4 - unit * Math.abs(a.x - b.x);
  const high = (a.size.height + b.size.height) / 2 + 2 - Math.abs(a.y - b.y);
  return wide > 0 && high > 0 ? wide * high : 0;
}

const isInside = ({ x, y, size }: Placed, point: Point, unit: number) =>
  Math.abs(point.x - x) * unit < size.width / 2 + 2 && Math.abs(point.y - y) < size.height / 2;

/** By how many px a label reaches over the rows above and below, or over the head of the arrow. */
function beyond({ y, size }: Placed, { from, to }: Stretch): number {
  return Math.max(0, from.y + 5 - (y - size.height / 2)) + Math.max(0, y + size.height / 2 - (to.y - 14));
}

/** How badly a label stands: on other labels (badly), or over other arrows. */
function cost(label: Placed, placed: readonly Placed[], others: readonly Point[], width: number): number {
  const [wide, narrow] = [STILL_WIDTH / width, NARROW_WIDTH / width];
  const covered = placed.reduce((sum, one) => sum + 10 * overlap(label, one, wide) + overlap(label, one, narrow), 0);
  return covered + 40 * others.filter((point) => isInside(label, point, wide)).length;
}

const TRACE = Array.from({ length: 25 }, (_, i) => i / 24);

/** Where the label of each arrow stands: on its own line, off other labels, and off other lines as far as there is room. */
export function labelPoints(
  routes: readonly (readonly Stretch[])[],
  sizes: readonly LabelSize[],
  width: number,
): Point[] {
  const lines = routes.map((route) => route.flatMap((stretch) => TRACE.map((t) => along(stretch, t))));
  const found: Point[] = routes.map(() => ({ x: 0, y: 0 }));
  const placed: Placed[] = [];
  const inTurn = routes.map((_, i) => i).sort((a, b) => routes[a]!.length - routes[b]!.length);
  for (const i of inTurn) {
    const size = sizes[i]!;
    const others = lines.flatMap((line, j) => (j === i ? [] : line));
    const candidates = routes[i]!.flatMap((stretch) => SHARES.map((t) => ({ ...along(stretch, t), size, stretch })));
    const costs = candidates.map((label) => cost(label, placed, others, width) + 100 * beyond(label, label.stretch));
    const best = candidates[costs.indexOf(Math.min(...costs))]!;
    placed.push(best);
    found[i] = { x: best.x, y: best.y };
  }
  return found;
}
