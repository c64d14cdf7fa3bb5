import { inspect } from "node:util";
import type { Diagnostic } from "tslab/dist/converter.js";
import { codeFrame } from "./code-frame.js";
import { TypeScriptError } from "./conversion.js";
import { type Position, positionIn, type RunCell } from "./source-position.js";

/** An error as a notebook shows it. */
export interface Failure {
  readonly ename: string;
  readonly evalue: string;
  readonly traceback: readonly string[];
}

interface Place extends Position {
  readonly cell: RunCell;
  readonly within: string;
}

const FRAME = /^\s*at (?:async )?(?:(.*?) \()?cell:\/\/(\d+):(\d+):(\d+)\)?$/;
/** Causes of causes of causes are of no use to a reader. */
const CAUSES = 3;

/** The places in cells that an error went through, the innermost first. */
function placesOf(error: unknown, cells: ReadonlyMap<number, RunCell>): Place[] {
  const stack = error instanceof Error ? String(error.stack ?? "") : "";
  const places: Place[] = [];
  for (const line of stack.split("\n")) {
    const [, within = "", id, row, column] = FRAME.exec(line) ?? [];
    const cell = cells.get(Number(id));
    const position = cell && positionIn(cell, Number(row), Number(column));
    if (cell && position) places.push({ ...position, cell, within });
  }
  return places;
}

function nameOf(error: unknown): string {
  if (!(error instanceof Error)) return "Error";
  return error.name || error.constructor.name;
}

function messageOf(error: unknown): string {
  if (error instanceof Error) return String(error.message);
  return typeof error === "string" ? error : `thrown: ${inspect(error, { depth: 2, breakLength: 100 })}`;
}

const isCellItself = (within: string) => within === "" || within.startsWith("eval") || within === "<anonymous>";

function describe({ cell, line, column, within }: Place): string {
  const where = `cell ${cell.count}, line ${line}, column ${column}`;
  return isCellItself(within) ? where : `${where}, in ${within.replace(/^Proxy\./, "")}`;
}

function causesOf(error: unknown): string[] {
  const lines: string[] = [];
  let cause = error instanceof Error ? error.cause : undefined;
  for (let depth = 0; cause !== undefined && depth < CAUSES; depth++) {
    lines.push(`caused by ${nameOf(cause)}: ${messageOf(cause)}`);
    cause = cause instanceof Error ? cause.cause : undefined;
  }
  const parts = error instanceof AggregateError ? error.errors : [];
  return [...lines, ...parts.slice(0, 10).map((part) => `  ${nameOf(part)}: ${messageOf(part)}`)];
}

/** A thrown value, with the lines of the user's cells that it came from, and nothing of what runs them. */
export function failureOf(error: unknown, cells: ReadonlyMap<number, RunCell>, remark = ""): Failure {
  const [ename, message] = [nameOf(error), messageOf(error)];
  const evalue = remark === "" ? message : `${message} (${remark})`;
  const traceback = [`${ename}: ${evalue}`, ...causesOf(error)];
  const [first, ...others] = placesOf(error, cells);
  if (first) traceback.push("", describe(first), ...codeFrame(first.cell.source, first));
  for (const place of others) traceback.push(`called from ${describe(place)}`);
  return { ename, evalue, traceback };
}

function positionOf({ start }: Diagnostic): Position {
  return { line: start.line + 1, column: start.character + 1 };
}

/** Some messages come in parts, all of the same place: the parts that explain are drawn in. */
function grouped(diagnostics: readonly Diagnostic[]): { readonly head: Diagnostic; readonly text: string }[] {
  const groups: { head: Diagnostic; text: string }[] = [];
  for (const diagnostic of diagnostics) {
    const last = groups.at(-1);
    const isPart =
      last && last.head.start.offset === diagnostic.start.offset && last.head.end.offset === diagnostic.end.offset;
    if (isPart) last.text += `\n  ${diagnostic.messageText}`;
    else groups.push({ head: diagnostic, text: diagnostic.messageText });
  }
  return groups;
}

/** The message and the last of its explanations, which is the most exact one. */
function inOneLine(text: string): string {
  const [head, ...parts] = text.split("\n");
  return [head, ...parts.slice(-1)].map((part) => part!.trim()).join(" ");
}

/** Type errors of a cell, each with its line and a caret. */
export function typeFailure(diagnostics: readonly Diagnostic[], source: string): Failure {
  const ename = TypeScriptError.prototype.constructor.name;
  const groups = grouped(diagnostics);
  const first = groups[0]!;
  const at = ({ head }: { head: Diagnostic }) => {
    const { line, column } = positionOf(head);
    return `${head.fileName ?? ""}${head.fileName ? ":" : ""}${line}:${column}`;
  };
  const more = groups.length > 1 ? ` (and ${groups.length - 1} more)` : "";
  const evalue = `${at(first)} - ${inOneLine(first.text)}${more}`;
  const traceback = groups.slice(0, 10).flatMap((group) => {
    const { start, end, fileName, code } = group.head;
    const frame = fileName ? [] : codeFrame(source, positionOf(group.head), end.offset - start.offset);
    return [`${ename}: ${at(group)} - ${group.text} [TS${code}]`, ...frame, ""];
  });
  return { ename, evalue, traceback: traceback.slice(0, -1) };
}
