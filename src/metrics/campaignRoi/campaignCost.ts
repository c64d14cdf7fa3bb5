/** One number (without `by`), one by the name of each segment, or a column with what each row cost. */
export type Cost = number | string | Readonly<Record<string, number>>;

function requireCost(cost: unknown, name: string, caller: string): number {
  if (typeof cost === "number" && Number.isFinite(cost) && cost >= 0) return cost;
  throw new RangeError(`${caller} requires costs of at least 0; got ${cost}${name === "" ? "" : ` for '${name}'`}`);
}

/** What each segment cost, in their order. A cost of a segment that does not occur is refused: it is a slip, or lacks its rows. */
export function costsOf(
  cost: Cost,
  segments: readonly { readonly cost: number }[],
  names: readonly string[],
  by: readonly string[],
  caller: string,
): number[] {
  if (typeof cost === "string") return segments.map((segment) => segment.cost);
  if (typeof cost === "number") {
    if (by.length > 0) {
      throw new TypeError(`${caller} by segment requires the cost of each, by its name; got the one number ${cost}`);
    }
    const one = requireCost(cost, "", caller);
    return segments.map(() => one);
  }
  if (by.length === 0) throw new TypeError(`${caller} requires 'by' where costs are given by name; got none`);
  const absent = Object.keys(cost).find((name) => !names.includes(name));
  if (absent !== undefined) {
    const some = names
      .slice(0, 8)
      .map((name) => `'${name}'`)
      .join(", ");
    throw new RangeError(`${caller} requires costs of segments that occur; got '${absent}' (there are ${some})`);
  }
  return names.map((name) => {
    if (Object.hasOwn(cost, name)) return requireCost(cost[name], name, caller);
    throw new RangeError(`${caller} requires the cost of each segment; got none for '${name}'`);
  });
}
