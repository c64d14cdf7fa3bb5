type Numbers = new (bytes: ArrayBuffer) => ArrayLike<number>;

/** How plotly packs numbers: the name of the kind, the array that reads it. */
const KINDS = new Map<string, Numbers>([
  ["i1", Int8Array],
  ["u1", Uint8Array],
  ["i2", Int16Array],
  ["u2", Uint16Array],
  ["i4", Int32Array],
  ["u4", Uint32Array],
  ["f4", Float32Array],
  ["f8", Float64Array],
]);

interface Packed {
  readonly bdata: string;
  readonly dtype: string;
  /** "3, 4" for a matrix of three lines. */
  readonly shape?: unknown;
}

function isPacked(values: unknown): values is Packed {
  const { bdata, dtype } = (values ?? {}) as Partial<Packed>;
  return typeof bdata === "string" && typeof dtype === "string" && KINDS.has(dtype.replace(/^[<|]/, ""));
}

function unpacked({ bdata, dtype, shape }: Packed): unknown[] {
  const bytes = Uint8Array.from(Buffer.from(bdata, "base64"));
  const numbers = Array.from(new (KINDS.get(dtype.replace(/^[<|]/, ""))!)(bytes.buffer));
  const [lines, width] = String(shape ?? "")
    .split(",")
    .map(Number);
  if (!lines || !width) return numbers;
  return Array.from({ length: lines }, (_, i) => numbers.slice(i * width, (i + 1) * width));
}

/** The values of a trace, however they are held: a list, a typed array, numbers packed as text. */
export function traceValues(values: unknown): readonly unknown[] {
  if (Array.isArray(values)) return values;
  if (isPacked(values)) return unpacked(values);
  if (ArrayBuffer.isView(values) && !(values instanceof DataView))
    return Array.from(values as unknown as ArrayLike<unknown>);
  return [];
}

/** Figures carry so many digits; a sum of two of them has no more. */
const DIGITS = 12;

/** A number, or null: what is no number is not there. */
export const numberOf = (value: unknown): number | null =>
  typeof value === "number" && Number.isFinite(value) ? Number(value.toPrecision(DIGITS)) : null;
