/** What the number in a cell is shown as: a number, a day, a clock, or digits with zeros in front. */
export type Shown =
  | { readonly as: "number" | "percent" | "date" | "datetime" | "time" | "duration" }
  | { readonly as: "padded"; readonly pattern: string };

/** The formats that every workbook knows by number (ECMA-376, 18.8.30), as far as they are not plain numbers. */
const BUILT_IN = new Map<number, Shown["as"]>([
  ...[9, 10].map((id) => [id, "percent"] as const),
  ...[14, 15, 16, 17, 27, 28, 29, 30, 31, 36, 50, 51, 52, 53, 54, 57, 58].map((id) => [id, "date"] as const),
  ...[18, 19, 20, 21, 32, 33, 34, 35, 45, 47, 55, 56].map((id) => [id, "time"] as const),
  [22, "datetime"],
  [46, "duration"],
]);

/** A format without what it only prints: quoted and escaped text, colours, conditions, languages, fill characters. */
function bare(code: string): string {
  const first = code.replace(/"[^"]*"?|\\.|_.|\*./g, "").split(";")[0]!;
  return first.replace(/\[(?!h+\]|m+\]|s+\])[^\]]*\]/gi, "").trim();
}

/** Digits only, perhaps with marks between: 00000 for a postcode, 000-00-0000 for a number on a card. */
const PADDED = /^[0\-() ]*0[0\-() ]*0[0\-() ]*$/;

/** What a format code makes of a number. */
export function shownBy(code: string): Shown {
  const plain = bare(code);
  if (plain === "" || /^general$/i.test(plain)) return { as: "number" };
  if (PADDED.test(plain)) return { as: "padded", pattern: plain };
  if (/\[[hms]+\]/i.test(plain)) return { as: "duration" };
  const letters = plain
    .replace(/AM\/PM|A\/P/gi, "h")
    .replace(/0(\.0+)?E[+-]0+/gi, "")
    .toLowerCase();
  const hasClock = /[hs]/.test(letters);
  const hasDay = /[yd]/.test(letters) || (!hasClock && /[mg]/.test(letters));
  if (hasDay) return { as: hasClock ? "datetime" : "date" };
  if (hasClock) return { as: "time" };
  return { as: plain.includes("%") ? "percent" : "number" };
}

/** The same for a format given by number; `codes` are those the workbook itself defines. */
export function shownById(id: number, codes: ReadonlyMap<number, string>): Shown {
  const code = codes.get(id);
  if (code !== undefined) return shownBy(code);
  return { as: BUILT_IN.get(id) ?? "number" } as Shown;
}

/** A whole number as a pattern shows it: 123 in 00000 is 00123. Null for what such a pattern was not made for. */
export function padded(value: number, pattern: string): string | null {
  if (!Number.isSafeInteger(value) || value < 0) return null;
  const digits = [...String(value)];
  const shown = [...pattern].reverse().map((mark) => (mark === "0" ? (digits.pop() ?? "0") : mark));
  return digits.join("") + shown.reverse().join("");
}
