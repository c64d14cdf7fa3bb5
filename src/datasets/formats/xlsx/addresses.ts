/** A cell of a sheet: the column from 0, the row from 1. */
export interface Place {
  readonly column: number;
  readonly row: number;
}

/** A rectangle of cells, both ends included. */
export interface Range {
  readonly from: Place;
  readonly to: Place;
}

/** 'B7' as column 1, row 7; null for what is no cell. */
export function cellAddress(text: string): Place | null {
  let column = 0;
  let at = 0;
  for (; at < 3; at++) {
    const letter = text.charCodeAt(at) - 64;
    if (!(letter >= 1 && letter <= 26)) break;
    column = column * 26 + letter;
  }
  const digits = text.slice(at);
  if (at === 0 || !/^[1-9]\d{0,6}$/.test(digits)) return null;
  return { column: column - 1, row: Number(digits) };
}

/** 'A1:C1' as a rectangle; null for what is none. */
export function rangeOf(text: string): Range | null {
  const ends = text.split(":").map(cellAddress);
  const from = ends[0] ?? null;
  const to = ends.length === 1 ? from : (ends[1] ?? null);
  return from === null || to === null || ends.length > 2 ? null : { from, to };
}

/** Column 1 as 'B'. */
export function columnLetters(column: number): string {
  let letters = "";
  for (let rest = column + 1; rest > 0; rest = Math.floor((rest - 1) / 26)) {
    letters = String.fromCharCode(65 + ((rest - 1) % 26)) + letters;
  }
  return letters;
}
