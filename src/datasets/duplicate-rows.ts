import type { Issues } from "./issues.js";
import type { Scanned, ScannedColumn } from "./scanned.js";

const PRIME = 0x01000193;

/** Rows named in the note. */
const SHOWN = 5;

/** Whether no value stands twice, seen at little cost: then no row does. */
function isUnique(column: ScannedColumn, rows: number): boolean {
  if (column.kind === "text") return rows > 0 && column.codes.every((code, row) => code === row);
  const values = column.kind === "number" ? column.values : null;
  if (values === null) return false;
  for (let row = 1; row < values.length; row++) if (!(values[row]! > values[row - 1]!)) return false;
  return values.length > 0;
}

/** The cells of a column as whole numbers that are equal where the cells are. */
function cells(
  column: ScannedColumn,
): { readonly low: Int32Array; readonly step: 1 | 2 } | { readonly bytes: Uint8Array } {
  if (column.kind === "text") return { low: column.codes, step: 1 };
  if (column.kind === "number") return { low: words(column.values), step: 2 };
  const typed = column.column;
  if (typed.type === "number") return { low: words(typed.values), step: 2 };
  return typed.type === "boolean" ? { bytes: typed.values } : { low: typed.codes, step: 1 };
}

const words = (values: Float64Array) => new Int32Array(values.buffer, values.byteOffset, values.length * 2);

function addTo(hashes: Int32Array, column: ScannedColumn): void {
  const read = cells(column);
  for (let row = 0; row < hashes.length; row++) {
    let hash = hashes[row]!;
    if ("bytes" in read) hash = Math.imul(hash ^ read.bytes[row]!, PRIME);
    else if (read.step === 1) hash = Math.imul(hash ^ read.low[row]!, PRIME);
    else hash = Math.imul(Math.imul(hash ^ read.low[2 * row]!, PRIME) ^ read.low[2 * row + 1]!, PRIME);
    hashes[row] = hash ^ (hash >>> 15);
  }
}

function isSame(columns: readonly ScannedColumn[], a: number, b: number): boolean {
  return columns.every((column) => {
    const read = cells(column);
    if ("bytes" in read) return read.bytes[a] === read.bytes[b];
    if (read.step === 1) return read.low[a] === read.low[b];
    return read.low[2 * a] === read.low[2 * b] && read.low[2 * a + 1] === read.low[2 * b + 1];
  });
}

/** Rows (from 0) that stand further up already, cell by cell. */
function repeated({ columns, rows }: Scanned, rejected: ReadonlySet<number>): number[] {
  const hashes = new Int32Array(rows);
  for (const column of columns) addTo(hashes, column);
  const mask = 2 ** Math.ceil(Math.log2(rows * 2 + 2)) - 1;
  const slots = new Int32Array(mask + 1).fill(-1);
  const found: number[] = [];
  for (let row = 0; row < rows; row++) {
    if (rejected.size > 0 && rejected.has(row + 1)) continue;
    let slot = (hashes[row]! ^ (hashes[row]! >>> 16)) & mask;
    let other = slots[slot]!;
    while (other >= 0 && !(hashes[other] === hashes[row] && isSame(columns, other, row))) {
      slot = (slot + 1) & mask;
      other = slots[slot]!;
    }
    if (other >= 0) found.push(row);
    else slots[slot] = row;
  }
  return found;
}

/** Notes rows that are the same as one further up in every cell: a file that was pasted twice, or legitimate repetitions. */
export function noteDuplicateRows(scanned: Scanned, issues: Issues): void {
  const { columns, rows } = scanned;
  if (columns.length === 0 || columns.some((column) => isUnique(column, rows))) return;
  const found = repeated(scanned, issues.rejected);
  if (found.length === 0) return;
  const shown = found.slice(0, SHOWN).map((row) => row + 1);
  const more = found.length > SHOWN ? " …" : "";
  const count = found.length === 1 ? "1 row is the same" : `${found.length} rows are the same`;
  issues.note({
    rule: "duplicate-row",
    message: `${count} as one further up in every cell: ${shown.join(", ")}${more}`,
    hint: "nothing is taken out; where each row must be one, give the column of its id `unique` in the schema",
    row: shown[0]!,
  });
}
