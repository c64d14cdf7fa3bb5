import type { Answer } from "./work-names.js";

export type Ends = "exact" | "drawn";

const keyOf = (line: Answer[number]) => JSON.stringify(line.filter((cell) => typeof cell === "string"));

/** Lines by their texts; a number that is a key comes right behind them. */
function inOrder(answer: Answer): Answer {
  const numbers = (line: Answer[number]) => line.filter((cell) => typeof cell === "number") as number[];
  return [...answer].sort((a, b) => {
    const [x, y] = [keyOf(a), keyOf(b)];
    if (x !== y) return x < y ? -1 : 1;
    return (numbers(a)[0] ?? 0) - (numbers(b)[0] ?? 0);
  });
}

const isAlike = (a: string | number, b: string | number | undefined): boolean =>
  typeof a === "string" || Number.isInteger(a)
    ? a === b
    : typeof b === "number" && Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(a));

/** Whether the ends of two drawn intervals, which close their lines, are as near as draws bring them: a tenth of the width. */
function isAsDrawn(line: Answer[number], other: Answer[number]): boolean {
  const [lower, upper] = line.slice(-2) as [number, number];
  return [lower, upper].every((end, i) => Math.abs(end - Number(other.at(i - 2))) <= (upper - lower) / 10);
}

/**
 * Throws unless both answers have the same lines: texts and whole numbers the same, others to nine digits.
 *
 * @param ends "drawn" where each line closes with the ends of an interval that random numbers made
 */
export function requireSameAnswers(what: string, ours: Answer, theirs: Answer, ends: Ends = "exact"): void {
  const [a, b] = [inOrder(ours), inOrder(theirs)];
  if (a.length !== b.length) throw new Error(`${what}: ${a.length} lines here, ${b.length} there`);
  for (const [i, line] of a.entries()) {
    const other = b[i]!;
    const exact = ends === "drawn" ? line.slice(0, -2) : line;
    const isSame = line.length === other.length && exact.every((cell, j) => isAlike(cell, other[j]));
    if (isSame && (ends === "exact" || isAsDrawn(line, other))) continue;
    throw new Error(`${what}: ${JSON.stringify(line)} here, ${JSON.stringify(other)} there`);
  }
}
