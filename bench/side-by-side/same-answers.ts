import type { Answer } from "./work-names.js";

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

const isAlike = (a: string | number, b: string | number | undefined, slack: number): boolean =>
  typeof a === "string" || Number.isInteger(a)
    ? a === b || (slack > 0 && typeof a === "number" && Math.abs(a - Number(b)) <= slack)
    : typeof b === "number" && Math.abs(a - b) <= Math.max(slack, 1e-9 * Math.max(1, Math.abs(a)));

/**
 * Throws unless both answers have the same lines: texts and whole numbers the same, others to nine digits.
 *
 * @param slack how far apart numbers may be where they are drawn
 */
export function requireSameAnswers(what: string, ours: Answer, theirs: Answer, slack = 0): void {
  const [a, b] = [inOrder(ours), inOrder(theirs)];
  if (a.length !== b.length) throw new Error(`${what}: ${a.length} lines here, ${b.length} there`);
  for (const [i, line] of a.entries()) {
    const other = b[i]!;
    const at = line.findIndex((cell, j) => !isAlike(cell, other[j], slack));
    if (at < 0 && line.length === other.length) continue;
    throw new Error(`${what}: ${JSON.stringify(line)} here, ${JSON.stringify(other)} there`);
  }
}
