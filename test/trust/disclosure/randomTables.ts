import { random } from "../../../src/statistics/random.js";
import type { Counts } from "./attack.js";

/** A table of groups × answers, small groups and empty cells in most; null where nobody could share it. */
export function randomTable(seed: number): number[][] {
  const draws = random(seed);
  const [groups, answers] = [3 + draws.integer(4), 2 + draws.integer(3)];
  const shares = Array.from({ length: answers }, () => draws.next() ** 3);
  return Array.from({ length: groups }, (_, g) => {
    const size = g < 2 && draws.next() < 0.8 ? 1 + draws.integer(9) : 5 + draws.integer(60);
    const row = new Array<number>(answers + 1).fill(0);
    for (let person = 0; person < size; person++) {
      const silent = draws.next() < 0.1;
      let at = draws.next() * shares.reduce((sum, share) => sum + share, 0);
      const place = shares.findIndex((share) => {
        at -= share;
        return at < 0;
      });
      row[silent ? answers : Math.max(0, place)]!++;
    }
    return row;
  });
}

/** The same table later: so many more answers, anywhere. */
export function grown(counts: Counts, more: number, seed: number): number[][] {
  const draws = random(seed);
  const later = counts.map((row) => [...row]);
  for (let person = 0; person < more; person++) {
    const row = later[draws.integer(later.length)]!;
    row[draws.integer(row.length)]!++;
  }
  return later;
}

/** Each count of the hidden groups, and how many answered in each: what nobody may find out. */
export function hiddenCounts(counts: Counts, hidden: readonly unknown[]): number[][] {
  const answers = counts[0]!.length;
  return counts.flatMap((row, g) => {
    if (!hidden.includes(`g${g}`)) return [];
    const cells = row.map((_, i) => [g * answers + i]);
    return [...cells, cells.slice(0, -1).flat()];
  });
}
