import { type Behind, type Call, Gate } from "./gate.js";
import { MarkedNumber, marked } from "./marked.js";
import { isNothing } from "./nothing.js";
import { periodSentence } from "./sentences.js";
import { METRICS } from "./sharedColumns.js";

/** Ways of rows from one place to another: none of them shows anything. */
const FREE = new Set(
  "language load readSchema readPackage demoSchemas duckdb spark trino asTable append derive dropMissing fillMissing filter group join rename select sort".split(
    " ",
  ),
);
const FORMATS = new Set(["amount", "count", "interval", "number", "percent", "points"]);
/** Functions of counts alone. */
const OF_COUNTS = new Set(["npsMargin"]);
/** Tables of the project that hold no data. */
const CONSTANTS = new Set(["RFM_SEGMENTS"]);

type Exports = Readonly<Record<string, unknown>>;
const call = (exports: Exports, name: string) => exports[name] as Call;

/** What was read, as far as it is shared: how many rows, and not what stands in them. */
function reading(gate: Gate, exports: Exports): Call {
  return (frame) => {
    const { file, rows, rejected } = call(exports, "reading")(frame) as {
      file: string;
      rows: number;
      rejected: number;
    };
    gate.released.add(file);
    return { file, rows: gate.near(rows), rejected: gate.near(rejected), issues: gate.nothing() };
  };
}

function tableWith(gate: Gate, exports: Exports): Call {
  return async (...args) => {
    const found = (await call(exports, "tableWith")(...args)) as Exports;
    const { name, row, source, columns } = found;
    for (const known of [name, row, source, columns]) gate.released.add(known);
    return { ...found, lastDay: gate.nothing() };
  };
}

interface Extent {
  readonly period: string;
  readonly taken: "within" | "until" | "whole";
}

/** Which period was asked for. Days at the ends of a table are those of single rows, and are not told. */
const ofPeriod: Call = (table) => {
  const { extent } = table as { extent: Extent | null };
  return extent === null ? "" : marked(` ${periodSentence(extent.period, extent.taken)}`);
};

function ofCounts(gate: Gate, exports: Exports, name: string): Call {
  return (options) => {
    const { n } = (options ?? {}) as { n?: unknown };
    if (typeof n !== "number" || !gate.released.hasNumber(n)) return gate.nothing();
    return new MarkedNumber(call(exports, name)(options) as number);
  };
}

/** Versions and parameters; hashes and rows of the data stay with their owner. */
function reproducibility(gate: Gate, exports: Exports): Call {
  return (options) => {
    const { seed, parameters } = (options ?? {}) as Exports;
    const known = { ...(seed !== undefined && { seed }), ...(parameters !== undefined && { parameters }) };
    return isNothing(seed) || isNothing(parameters) ? gate.withheld() : call(exports, "reproducibility")(known);
  };
}

function sharedExport(name: string, value: unknown, gate: Gate, exports: Exports): unknown {
  if (FREE.has(name)) return value;
  if (CONSTANTS.has(name)) return gate.released.add(value);
  if (FORMATS.has(name)) return gate.format(name);
  if (OF_COUNTS.has(name)) return ofCounts(gate, exports, name);
  if (METRICS.has(name)) return gate.metric(name);
  if (name.endsWith("Plot")) return gate.plot(name);
  return gate.nothing();
}

/** The public names of the project for a run whose report is shared; what is not known here is withheld. */
export function sharedExports(exports: Exports, behind: Behind): { readonly gate: Gate; readonly names: Exports } {
  const gate = new Gate(exports, behind);
  const own: Exports = {
    reading: reading(gate, exports),
    tableWith: tableWith(gate, exports),
    ofPeriod,
    reproducibility: reproducibility(gate, exports),
    ...{ say: gate.say(), claim: gate.claim(), show: gate.show(), table: gate.table() },
  };
  const names = Object.keys(exports).map((name) => [
    name,
    Object.hasOwn(own, name) ? own[name] : sharedExport(name, exports[name], gate, exports),
  ]);
  return { gate, names: Object.fromEntries(names) as Exports };
}
