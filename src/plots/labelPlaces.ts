/** A rectangle in px, from its left upper corner. */
export interface Box {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** A label to be put beside its point; all in px of the plotting area, y downwards. */
export interface LabelOf {
  readonly x: number;
  readonly y: number;
  readonly width: number;
  readonly height: number;
}

/** From the point to the middle of its label, px. */
export interface Shift {
  readonly dx: number;
  readonly dy: number;
}

const DIRECTIONS = 16;
/** Free room between a point and its label, near ones first. */
const DISTANCES = [9, 18, 30, 46, 66, 90, 120, 150];
const ROUNDS = 4;
const MARK = 7;

/** What a px² of overlap costs, against a px of distance. */
const COST = { label: 20, mark: 10, line: 1, outside: 4, distance: 2 } as const;

function overlap(a: Box, b: Box): number {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  return width > 0 && height > 0 ? width * height : 0;
}

const boxAt = ({ x, y, width, height }: LabelOf, { dx, dy }: Shift): Box => ({
  x: x + dx - width / 2,
  y: y + dy - height / 2,
  width,
  height,
});

/** Places around a point: the label's nearest side at each distance, in each direction. */
function shifts({ width, height }: LabelOf): { readonly shift: Shift; readonly distance: number }[] {
  return DISTANCES.flatMap((distance) =>
    Array.from({ length: DIRECTIONS }, (_, i) => {
      const angle = (2 * Math.PI * i) / DIRECTIONS;
      const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
      return { distance, shift: { dx: cos * (distance + width / 2), dy: sin * (distance + height / 2) } };
    }),
  );
}

/**
 * Where labels of points on a map go, so that they lie neither on each other nor on marks, as little as can be on lines, and
 * inside the area. Each label takes the cheapest of the places around its point in turn, and again when all have one.
 *
 * @param lines what is drawn besides the points: intervals, as thin boxes
 */
export function labelPlaces(
  labels: readonly LabelOf[],
  area: { readonly width: number; readonly height: number },
  lines: readonly Box[] = [],
): Shift[] {
  const inside = { x: 0, y: 0, ...area };
  const marks = labels.map(({ x, y }) => ({ x: x - MARK, y: y - MARK, width: 2 * MARK, height: 2 * MARK }));
  const places: (Shift | null)[] = labels.map(() => null);
  for (let round = 0; round < ROUNDS; round++) {
    labels.forEach((label, i) => {
      const others = labels.flatMap((other, j) => (j === i || places[j] === null ? [] : [boxAt(other, places[j]!)]));
      let [best, least] = [places[i]!, Number.POSITIVE_INFINITY];
      for (const { shift, distance } of shifts(label)) {
        const box = boxAt(label, shift);
        const on = (boxes: readonly Box[]) => boxes.reduce((sum, other) => sum + overlap(box, other), 0);
        const out = box.width * box.height - overlap(box, inside);
        const cost =
          COST.label * on(others) +
          COST.mark * on(marks) +
          COST.line * on(lines) +
          COST.outside * out +
          COST.distance * distance;
        if (cost < least - 1e-9) [best, least] = [shift, cost];
      }
      places[i] = best;
    });
  }
  return places as Shift[];
}
