import type { ScannedColumn } from "../scanned.js";

export type ScannedText = Extract<ScannedColumn, { kind: "text" }>;

/** A distinct text of a column: how many rows hold it, and the first of them, from 1. */
export interface TextFact {
  readonly text: string;
  readonly code: number;
  readonly count: number;
  readonly first: number;
}

/** The distinct texts that stand in the rows of a column, blank ones left out, in the order in which they are met. */
export function textFacts({ codes, dictionary }: ScannedText): TextFact[] {
  const counts = new Int32Array(dictionary.length);
  const firsts = new Int32Array(dictionary.length);
  for (let row = 0; row < codes.length; row++) {
    const code = codes[row]!;
    if (code >= 0 && counts[code]!++ === 0) firsts[code] = row + 1;
  }
  const facts: TextFact[] = [];
  for (const [code, text] of dictionary.entries()) {
    const count = counts[code]!;
    if (count > 0 && text.trim() !== "") facts.push({ text, code, count, first: firsts[code]! });
  }
  return facts.sort((a, b) => a.first - b.first);
}

/** Rows that hold one of these texts. */
export const rowsOf = (facts: readonly TextFact[]): number => facts.reduce((sum, { count }) => sum + count, 0);
