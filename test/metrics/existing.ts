type Fields = Readonly<Record<string, unknown>>;

const isFields = (value: unknown): value is Fields => typeof value === "object" && value !== null;

const isNote = (value: unknown): value is string => typeof value === "string" && value.trim() !== "";

/**
 * What a result does not account for: numbers that are none (NaN, Infinity), and estimates or bounds that are null without a
 * note beside them or on the row they belong to. [] is right.
 */
export function unexplained(value: unknown, path = "result", noted = false): string[] {
  if (typeof value === "number") return Number.isFinite(value) ? [] : [`${path} is ${value}`];
  if (value === undefined) return [`${path} is undefined`];
  if (!isFields(value)) return [];
  if (Array.isArray(value)) return value.flatMap((one, i) => unexplained(one, `${path}.${i}`, noted));
  const isNoted = noted || isNote(value.note);
  const isEstimate = "estimate" in value && "lower" in value;
  const lacking = isEstimate ? ["estimate", "lower", "upper"].filter((name) => value[name] === null) : [];
  return [
    ...(isNoted ? [] : lacking.map((name) => `${path}.${name} is null without a note`)),
    ...(value.note === "" ? [`${path}.note is empty`] : []),
    ...Object.entries(value).flatMap(([name, inner]) => unexplained(inner, `${path}.${name}`, isNoted)),
  ];
}
