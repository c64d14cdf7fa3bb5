/** A place in two results at which they differ. */
export interface Difference {
  readonly path: string;
  readonly found: unknown;
  readonly expected: unknown;
}

const alike = (a: number, b: number, tolerance: number) =>
  Object.is(a, b) || Math.abs(a - b) <= tolerance * Math.max(1, Math.abs(a), Math.abs(b));

/** Where two results are not the same but for the last digits of a number; `as` says how text is read. */
export function differences(
  found: unknown,
  expected: unknown,
  { tolerance = 1e-9, as = (text: string) => text, path = "" } = {},
): Difference[] {
  if (typeof found === "number" && typeof expected === "number") {
    return alike(found, expected, tolerance) ? [] : [{ path, found, expected }];
  }
  if (typeof found === "string" && typeof expected === "string") {
    return as(found) === as(expected) ? [] : [{ path, found, expected }];
  }
  if (typeof found !== "object" || typeof expected !== "object" || found === null || expected === null) {
    return Object.is(found, expected) ? [] : [{ path, found, expected }];
  }
  const [one, other] = [Object.entries(found), Object.entries(expected)];
  if (one.length !== other.length) return [{ path: `${path}.length`, found: one.length, expected: other.length }];
  return one.flatMap(([name, value], i) =>
    as(name) === as(other[i]![0])
      ? differences(value, other[i]![1], { tolerance, as, path: `${path}.${name}` })
      : [{ path: `${path}.${name}`, found: name, expected: other[i]![0] }],
  );
}
