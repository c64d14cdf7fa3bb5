export interface Point {
  readonly x: number;
  readonly y: number;
}

const PARAMETERS: Readonly<Record<string, number>> = { M: 2, L: 2, H: 1, V: 1, C: 6, S: 4, Q: 4, T: 2, A: 7, Z: 0 };
const CURVE_STEPS = 12;

/** A cubic Bézier curve as points; a quadratic one has both control points at two thirds. */
function curve(from: Point, one: Point, two: Point, to: Point): Point[] {
  const points: Point[] = [];
  for (let i = 1; i <= CURVE_STEPS; i++) {
    const t = i / CURVE_STEPS;
    const s = 1 - t;
    const weigh = (a: number, b: number, c: number, d: number) =>
      s * s * s * a + 3 * s * s * t * b + 3 * s * t * t * c + t * t * t * d;
    points.push({ x: weigh(from.x, one.x, two.x, to.x), y: weigh(from.y, one.y, two.y, to.y) });
  }
  return points;
}

/** An arc as points, by the end-point to centre conversion of the SVG specification (F.6.5). */
function arc(from: Point, values: readonly number[], to: Point): Point[] {
  const [rx, ry, turn, large, sweep] = values as [number, number, number, number, number];
  if (rx === 0 || ry === 0) return [to];
  const angle = (turn * Math.PI) / 180;
  const [cos, sin] = [Math.cos(angle), Math.sin(angle)];
  const half = { x: (from.x - to.x) / 2, y: (from.y - to.y) / 2 };
  const [x1, y1] = [cos * half.x + sin * half.y, -sin * half.x + cos * half.y];
  const grow = Math.max(1, Math.sqrt((x1 / rx) ** 2 + (y1 / ry) ** 2));
  const [a, b] = [Math.abs(rx) * grow, Math.abs(ry) * grow];
  const rest = (a * b) ** 2 / ((a * y1) ** 2 + (b * x1) ** 2) - 1;
  const factor = Math.sqrt(Math.max(0, rest)) * (large === sweep ? -1 : 1);
  const [cx, cy] = [(factor * a * y1) / b, (-factor * b * x1) / a];
  const start = Math.atan2((y1 - cy) / b, (x1 - cx) / a);
  let swept = Math.atan2((-y1 - cy) / b, (-x1 - cx) / a) - start;
  if (sweep && swept < 0) swept += 2 * Math.PI;
  if (!sweep && swept > 0) swept -= 2 * Math.PI;
  const centre = { x: cos * cx - sin * cy + (from.x + to.x) / 2, y: sin * cx + cos * cy + (from.y + to.y) / 2 };
  return Array.from({ length: CURVE_STEPS }, (_, i) => {
    const t = start + (swept * (i + 1)) / CURVE_STEPS;
    const [u, v] = [a * Math.cos(t), b * Math.sin(t)];
    return { x: centre.x + cos * u - sin * v, y: centre.y + sin * u + cos * v };
  });
}

interface Pen {
  at: Point;
  start: Point;
  control: Point;
}

/** The points one command adds, with the pen moved to its end. */
function step(command: string, values: readonly number[], pen: Pen): Point[] {
  const { at } = pen;
  const relative = command !== command.toUpperCase();
  const point = (i: number): Point => ({
    x: values[i]! + (relative ? at.x : 0),
    y: values[i + 1]! + (relative ? at.y : 0),
  });
  const mirrored = { x: 2 * at.x - pen.control.x, y: 2 * at.y - pen.control.y };
  const kind = command.toUpperCase();
  if (kind === "Z") return [pen.start];
  if (kind === "H") return [{ x: values[0]! + (relative ? at.x : 0), y: at.y }];
  if (kind === "V") return [{ x: at.x, y: values[0]! + (relative ? at.y : 0) }];
  if (kind === "C" || kind === "S") {
    const second = point(kind === "C" ? 2 : 0);
    pen.control = second;
    return curve(at, kind === "C" ? point(0) : mirrored, second, point(kind === "C" ? 4 : 2));
  }
  if (kind === "Q" || kind === "T") {
    const handle = kind === "Q" ? point(0) : mirrored;
    const to = point(kind === "Q" ? 2 : 0);
    pen.control = handle;
    const third = (end: Point) => ({
      x: end.x + (2 / 3) * (handle.x - end.x),
      y: end.y + (2 / 3) * (handle.y - end.y),
    });
    return curve(at, third(at), third(to), to);
  }
  if (kind === "A") return arc(at, values, point(5));
  return [point(0)];
}

/** A path as points close enough to measure it. */
export function pathPoints(d: string): Point[] {
  const points: Point[] = [];
  const origin = { x: 0, y: 0 };
  const pen: Pen = { at: origin, start: origin, control: origin };
  for (const [, letter, rest] of d.matchAll(/([a-zA-Z])([^a-zA-Z]*(?:e[-+]?\d+[^a-zA-Z]*)*)/g)) {
    const numbers = (rest!.match(/[-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?/gi) ?? []).map(Number);
    const size = PARAMETERS[letter!.toUpperCase()];
    if (size === undefined) continue;
    for (let i = 0; i === 0 || i < numbers.length; i += size || 1) {
      const values = numbers.slice(i, i + size);
      if (values.length < size) break;
      const made = step(letter!, values, pen);
      pen.at = made.at(-1)!;
      if (!/[csqt]/i.test(letter!)) pen.control = pen.at;
      if (/m/i.test(letter!) && i === 0) pen.start = pen.at;
      points.push(...made);
    }
  }
  return points;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(b.x - a.x, b.y - a.y);
}

export function pathLength(d: string): number {
  const points = pathPoints(d);
  let total = 0;
  for (let i = 1; i < points.length; i++) total += distance(points[i - 1]!, points[i]!);
  return total;
}

export function pointOnPath(d: string, length: number): Point {
  const points = pathPoints(d);
  let left = Math.max(0, length);
  for (let i = 1; i < points.length; i++) {
    const [from, to] = [points[i - 1]!, points[i]!];
    const step = distance(from, to);
    if (step >= left && step > 0) {
      const t = left / step;
      return { x: from.x + t * (to.x - from.x), y: from.y + t * (to.y - from.y) };
    }
    left -= step;
  }
  return points.at(-1) ?? { x: 0, y: 0 };
}
