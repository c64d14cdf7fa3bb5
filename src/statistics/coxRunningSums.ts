import { COMPILED_PRODUCTS } from "./compiled-products.js";
import { clear, emptySums, type Moments, plainSums, type RunningSums, singleSums } from "./coxRiskSums.js";
import type { CoxRows } from "./coxRows.js";

/** As Node has it; the types of TypeScript for it come with those of browsers. */
declare const WebAssembly: {
  Module: new (bytes: Uint8Array) => object;
  Memory: new (pages: { initial: number }) => { readonly buffer: ArrayBuffer };
  Instance: new (module: object, imports: { env: { memory: object } }) => { readonly exports: unknown };
};

/** Of rows that begin at a byte, and places of rows that do: adds ±r·z, or ±r·zz′, to sums. */
type Add = (
  rows: number,
  width: number,
  order: number,
  many: number,
  risks: number,
  sign: number,
  sums: number,
) => void;

interface CompiledRows {
  readonly run: { readonly addSums: Add; readonly addProducts: Add };
  /** In bytes. */
  readonly at: Readonly<Record<"sums" | "x" | "risks" | "inOrder" | "byStart" | "some", number>>;
  readonly sums: Float64Array;
  readonly risks: Float64Array;
  /** Room for places of rows. */
  readonly some: Uint32Array;
}

const PAGE = 65_536;
/** Numbers that a compiled loop takes at once. */
const BLOCK = 8;
/** Of fewer covariates the plain loops are as fast. */
const FEW = 3;
/** Beyond so many bytes rows are not copied. */
const MOST_BYTES = 2 ** 30;

const strideOf = (p: number) => Math.ceil((p + 1) / BLOCK) * BLOCK;

let compiled: object | null = null;
const known = new WeakMap<CoxRows, CompiledRows>();

/** The rows in a memory of their own, each with a 1 before its covariates. */
function compile(rows: CoxRows): CompiledRows {
  const [n, p] = [rows.stop.length, rows.names.length];
  const stride = strideOf(p);
  const lengths = { sums: 8 * (p + 1) * stride, x: 8 * n * stride, risks: 8 * n, inOrder: 4 * n, byStart: 4 * n };
  let bytes = PAGE;
  const at = { sums: 0, x: 0, risks: 0, inOrder: 0, byStart: 0, some: 0 };
  for (const name of ["sums", "x", "risks", "inOrder", "byStart"] as const) {
    at[name] = bytes;
    bytes += Math.ceil(lengths[name] / 64) * 64;
  }
  at.some = bytes;
  compiled ??= new WebAssembly.Module(Buffer.from(COMPILED_PRODUCTS, "base64"));
  const memory = new WebAssembly.Memory({ initial: Math.ceil((bytes + 4 * n) / PAGE) });
  const { buffer } = memory;
  const run = new WebAssembly.Instance(compiled, { env: { memory } }).exports as CompiledRows["run"];
  const x = new Float64Array(buffer, at.x, n * stride);
  const inOrder = new Uint32Array(buffer, at.inOrder, n);
  for (let row = 0; row < n; row++) {
    inOrder[row] = row;
    x[row * stride] = 1;
    for (let j = 0; j < p; j++) x[row * stride + 1 + j] = rows.x[row * p + j]!;
  }
  if (rows.byStart !== null) new Uint32Array(buffer, at.byStart, n).set(rows.byStart);
  return {
    ...{ run, at },
    sums: new Float64Array(buffer, at.sums, (p + 1) * stride),
    risks: new Float64Array(buffer, at.risks, n),
    some: new Uint32Array(buffer, at.some, n),
  };
}

/** Rows that are added up together, so that they are fetched from far away once. */
const TOGETHER = 1024;

function compiledSums(rows: CoxRows, risks: Float64Array, moments: Moments): RunningSums {
  const own = known.get(rows) ?? compile(rows);
  known.set(rows, own);
  own.risks.set(risks);
  const p = rows.names.length;
  const [stride, sums, { at }] = [strideOf(p), emptySums(p, moments), own];
  const add = moments === "second" ? own.run.addProducts : own.run.addSums;
  const addAll = (order: number, from: number, to: number, sign: number) => {
    for (let place = from; place < to; place += TOGETHER) {
      add(at.x, p + 1, order + 4 * place, Math.min(TOGETHER, to - place), at.risks, sign, at.sums);
    }
    sums.risk = own.sums[0]!;
  };
  return {
    sums,
    clear() {
      own.sums.fill(0);
      clear(sums);
    },
    enter: (from, to) => addAll(at.inOrder, from, to, 1),
    leave: (from, to) => addAll(at.byStart, from, to, -1),
    anew(from, to, time) {
      own.sums.fill(0);
      let many = 0;
      for (let row = from; row < to; row++) if (rows.start![row]! < time) own.some[many++] = row;
      addAll(at.some, 0, many, 1);
    },
    read() {
      sums.risk = own.sums[0]!;
      for (let i = 0, q = 0; i < p; i++) {
        sums.first[i] = own.sums[1 + i]!;
        if (moments === "first") continue;
        const line = (i + 1) * stride;
        sums.first[i] = own.sums[line]!;
        for (let j = 0; j <= i; j++) sums.second[q++] = own.sums[line + 1 + j]!;
      }
    },
  };
}

/** Of many covariates in compiled loops, with the same roundings. */
export function runningSums(rows: CoxRows, risks: Float64Array, moments: Moments): RunningSums {
  const p = rows.names.length;
  const isCompiled = p > FEW && 8 * rows.stop.length * (strideOf(p) + 3) < MOST_BYTES;
  if (p === 1) return singleSums(rows, risks, moments);
  return (isCompiled ? compiledSums : plainSums)(rows, risks, moments);
}
