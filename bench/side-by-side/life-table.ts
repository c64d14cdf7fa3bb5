import type { Answer } from "./work-names.js";

interface Life {
  readonly segment: string;
  readonly days: Int32Array;
  readonly ends: Float64Array;
  readonly events: Float64Array;
}

function livesOf(lines: Answer): Life[] {
  const longest = lines.reduce((most, line) => Math.max(most, line[1] as number), 0);
  const lives = new Map<string, Life>();
  for (const [segment, day, n, events] of lines as [string, number, number, number][]) {
    const made = {
      segment,
      days: Int32Array.from({ length: longest + 1 }, (_, i) => i),
      ends: new Float64Array(longest + 1),
      events: new Float64Array(longest + 1),
    };
    const life = lives.get(segment) ?? made;
    lives.set(segment, life);
    life.ends[day] = n;
    life.events[day] = events;
  }
  return [...lives.values()];
}

const sum = (values: Float64Array, from = 0) => values.subarray(from).reduce((total, value) => total + value, 0);

function curveOf({ segment, ends, events }: Life): Answer[number] {
  let [atRisk, survival, atYear, median] = [sum(ends), 1, 1, -1];
  for (const [day, died] of events.entries()) {
    if (died > 0) survival *= 1 - died / atRisk;
    if (day <= 365) atYear = survival;
    if (median < 0 && survival <= 0.5) median = day;
    atRisk -= ends[day]!;
  }
  return [segment, sum(ends), sum(events), atYear, median];
}

/** χ² by elimination, of the first groups: the last follows from them. */
function quadratic(x: number[], v: number[][]): number {
  let value = 0;
  for (let i = 0; i < x.length; i++) {
    value += x[i]! ** 2 / v[i]![i]!;
    for (let g = i + 1; g < x.length; g++) {
      const share = v[g]![i]! / v[i]![i]!;
      x[g]! -= share * x[i]!;
      for (let h = i; h < x.length; h++) v[g]![h]! -= share * v[i]![h]!;
    }
  }
  return value;
}

function logRank(lives: readonly Life[]): Answer[number] {
  const size = lives.length - 1;
  const excess = new Array<number>(size).fill(0);
  const variance = Array.from({ length: size }, () => new Array<number>(size).fill(0));
  const left = lives.map(({ ends }) => sum(ends));
  for (let day = 0; day < lives[0]!.ends.length; day++) {
    const n = left.reduce((total, one) => total + one, 0);
    const d = lives.reduce((total, { events }) => total + events[day]!, 0);
    for (let g = 0; d > 0 && g < size; g++) {
      excess[g]! += lives[g]!.events[day]! - (d * left[g]!) / n;
      for (let h = 0; h < size && n > 1; h++)
        variance[g]![h]! += ((d * (n - d)) / (n - 1)) * (left[g]! / n) * ((g === h ? 1 : 0) - left[h]! / n);
    }
    for (const [g, { ends }] of lives.entries()) left[g]! -= ends[day];
  }
  return ["log-rank", quadratic(excess, variance), size];
}

/** Kaplan–Meier's curve at 365 days, its median and the log-rank test from a life table, as one would write them by hand. */
export function finishedLives(lines: Answer): Answer {
  const lives = livesOf(lines);
  return [...lives.map(curveOf), logRank(lives)];
}
