import type { TypedColumn } from "../tables/table.js";

function joined<T extends Float64Array | Uint8Array | Int32Array>(first: T, second: T): T {
  const made = new (first.constructor as new (length: number) => T)(first.length + second.length);
  made.set(first, 0);
  made.set(second, first.length);
  return made;
}

/** Two columns of one type, the second under the first. */
export function stacked(first: TypedColumn, second: TypedColumn): TypedColumn {
  if (first.type === "number" && second.type === "number")
    return { type: "number", values: joined(first.values, second.values) };
  if (first.type === "boolean" && second.type === "boolean")
    return { type: "boolean", values: joined(first.values, second.values) };
  if (!("codes" in first && "codes" in second))
    throw new TypeError(`twoPeriods requires columns of one type in both; got ${first.type} and ${second.type}`);
  if (first.dictionary === second.dictionary) return { ...first, codes: joined(first.codes, second.codes) };
  const dictionary = [...first.dictionary];
  const places = new Map(dictionary.map((text, code) => [text, code]));
  const moved = second.dictionary.map((text) => {
    const known = places.get(text);
    if (known !== undefined) return known;
    places.set(text, dictionary.length);
    return dictionary.push(text) - 1;
  });
  const codes = second.codes.map((code) => (code < 0 ? code : moved[code]!));
  return { type: first.type, codes: joined(first.codes, codes), dictionary };
}
