import type { ScannedText } from "../scanned.js";

/** A distinct text of a column: how many rows hold it, and the first of them, from 1. */
export interface TextFact {
  readonly text: string;
  readonly count: number;
  readonly first: number;
}

/** The distinct texts that stand in the rows of a column, blank ones left out. */
export class TextFacts {
  private readonly counts: Int32Array;
  private readonly firsts: Int32Array;
  /** How many they are, and the rows that hold one. */
  readonly distinct: number;
  readonly rows: number;

  constructor(private readonly column: ScannedText) {
    const { codes, dictionary } = column;
    this.counts = new Int32Array(dictionary.length);
    this.firsts = new Int32Array(dictionary.length);
    for (let row = 0; row < codes.length; row++) {
      const code = codes[row]!;
      if (code >= 0 && this.counts[code]!++ === 0) this.firsts[code] = row + 1;
    }
    let [distinct, rows] = [0, 0];
    for (let code = 0; code < dictionary.length; code++) {
      if (this.counts[code] === 0) continue;
      if (isEmpty(dictionary[code]!)) this.counts[code] = 0;
      else distinct++;
      rows += this.counts[code]!;
    }
    this.distinct = distinct;
    this.rows = rows;
  }

  /** Whether there are any and all are so. */
  every(test: (text: string) => boolean): boolean {
    const { dictionary } = this.column;
    for (let code = 0; code < dictionary.length; code++)
      if (this.counts[code]! > 0 && !test(dictionary[code]!)) return false;
    return this.distinct > 0;
  }

  /** Those that are so, in the order in which they are met; at most so many. Objects are made of these only. */
  those(test: (text: string) => boolean, most = Infinity): TextFact[] {
    const { dictionary } = this.column;
    const found: TextFact[] = [];
    for (let code = 0; code < dictionary.length && found.length < most; code++) {
      const count = this.counts[code]!;
      if (count > 0 && test(dictionary[code]!))
        found.push({ text: dictionary[code]!, count, first: this.firsts[code]! });
    }
    return found.sort((a, b) => a.first - b.first);
  }
}

/** A text that is blank as the readers of cells have it. */
function isEmpty(text: string): boolean {
  const first = text.charCodeAt(0);
  return !(first > 32 && first < 127) && text.trim() === "";
}

/** Rows that hold one of these texts. */
export const rowsOf = (facts: readonly TextFact[]): number => facts.reduce((sum, { count }) => sum + count, 0);
