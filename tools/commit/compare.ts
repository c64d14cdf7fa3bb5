import { TABLE_DATA } from "../../src/notebook/table-data.js";
import { type Cell, hasTag, type Notebook, type Output, textOf } from "../run/notebook.js";

/** Relative difference under which two numbers are the same: the last digits of a double differ between machines. */
const TOLERANCE = 1e-9;

/** Outputs that may differ from run to run; nbval leaves them out by the same tag. */
const IGNORED = "nbval-ignore-output";

function sameNumber(a: number, b: number): boolean {
  return a === b || Math.abs(a - b) <= TOLERANCE * Math.max(Math.abs(a), Math.abs(b));
}

function shown(value: unknown): string {
  const text = typeof value === "string" ? value : (JSON.stringify(value) ?? "nothing");
  return text.length > 70 ? `${text.slice(0, 69)}…` : text;
}

/** The first place where two values differ, as `path: was … is …`, or null. */
export function difference(was: unknown, is: unknown, path: string): string | null {
  if (typeof was === "number" && typeof is === "number" && sameNumber(was, is)) return null;
  if (typeof was !== "object" || typeof is !== "object" || was === null || is === null) {
    return was === is ? null : `${path} was ${shown(was)}, is ${shown(is)}`;
  }
  const [before, after] = [was as Record<string, unknown>, is as Record<string, unknown>];
  for (const key of new Set([...Object.keys(before), ...Object.keys(after)])) {
    const found = difference(before[key], after[key], Array.isArray(was) ? `${path}[${key}]` : `${path}.${key}`);
    if (found) return found;
  }
  return null;
}

function lineDifference(was: string, is: string, what: string): string | null {
  if (was === is) return null;
  const [before, after] = [was.split("\n"), is.split("\n")];
  const at = before.findIndex((line, index) => line !== after[index]);
  const line = at < 0 ? before.length : at;
  return `${what}, line ${line + 1} was ${shown(before[line] ?? "absent")}, is ${shown(after[line] ?? "absent")}`;
}

function dataDifference(was: Output, is: Output): string | null {
  const [before, after] = [was.data ?? {}, is.data ?? {}];
  const types = [...new Set([...Object.keys(before), ...Object.keys(after)])].sort();
  for (const type of types) {
    // Reports alone carry it: no committed notebook has any.
    if (type === TABLE_DATA) continue;
    if (before[type] === undefined || after[type] === undefined)
      return `${type} is ${before[type] === undefined ? "new" : "missing"}`;
    if (/^image\/(?!svg)/.test(type)) continue;
    const text = type.startsWith("text/") || type === "image/svg+xml";
    const found = text
      ? lineDifference(textOf(before[type]), textOf(after[type]), type)
      : difference(before[type], after[type], type);
    if (found) return found;
  }
  return null;
}

function outputDifference(was: Output, is: Output): string | null {
  if (was.output_type !== is.output_type) return `was ${was.output_type}, is ${is.output_type}`;
  if (was.output_type === "stream") return lineDifference(textOf(was.text), textOf(is.text), String(was.name));
  if (was.output_type === "error")
    return lineDifference(`${was.ename}: ${was.evalue}`, `${is.ename}: ${is.evalue}`, "error");
  return dataDifference(was, is);
}

function cellDifference(was: Cell, is: Cell): string | null {
  if (textOf(was.source) !== textOf(is.source)) return "its source is not the one that was executed";
  if (was.cell_type !== "code" || hasTag(was, IGNORED)) return null;
  if ((was.execution_count ?? null) !== (is.execution_count ?? null))
    return `its number was ${was.execution_count ?? "none"}, is ${is.execution_count}`;
  const [before, after] = [was.outputs ?? [], is.outputs ?? []];
  if (before.length !== after.length) return `it had ${before.length} outputs, has ${after.length}`;
  for (const [index, output] of before.entries()) {
    const found = outputDifference(output, after[index]!);
    if (found) return `output ${index + 1}: ${found}`;
  }
  return null;
}

/**
 * What differs between the committed outputs and fresh ones, one line a cell: text, tables and the JSON of figures;
 * numbers of figures to nine digits, pictures only by being there, their bytes depend on the machine.
 */
export function differencesOf(committed: Notebook, fresh: Notebook): string[] {
  const found: string[] = [];
  for (const [index, cell] of committed.cells.entries()) {
    const difference = cellDifference(cell, fresh.cells[index]!);
    if (difference) found.push(`cell ${index + 1}: ${difference}`);
  }
  return found;
}
