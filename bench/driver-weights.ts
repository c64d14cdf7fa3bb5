import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { covarianceFrom, crossProducts, resampledProducts } from "../src/statistics/crossProducts.js";
import { partialledWork } from "../src/statistics/partialled.js";
import { random } from "../src/statistics/random.js";
import { importanceWork } from "../src/statistics/relativeImportance.js";
import { resampleUnits } from "../src/statistics/resampleUnits.js";
import { median } from "./median.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const ROWS = 5000;
const DRIVERS = 12;
const RESAMPLES = 1000;

/** Ratings that go together; what the first of them explain more of. The outcome is the last column. */
function answers(): Float64Array[] {
  const stream = random(2000);
  const columns = Array.from({ length: DRIVERS + 1 }, () => new Float64Array(ROWS));
  for (let row = 0; row < ROWS; row++) {
    const halo = 0.6 * stream.normal();
    let outcome = stream.normal();
    for (let j = 0; j < DRIVERS; j++) {
      const rating = halo + stream.normal();
      columns[j]![row] = rating;
      outcome += rating / (j + 2);
    }
    columns[DRIVERS]![row] = outcome;
  }
  return columns;
}

interface Theirs {
  readonly loopSeconds: number;
  readonly loop: readonly number[];
  readonly pingouinSeconds: number;
  readonly pingouin: readonly number[];
  readonly bootstrapSeconds: number;
  readonly johnson: readonly number[];
  readonly deviations: readonly number[];
}

function theirWork(columns: readonly Float64Array[]): Theirs {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const file = join(folder, "answers.csv");
    const ordered = [columns[DRIVERS]!, ...columns.slice(0, DRIVERS)];
    const lines = Array.from({ length: ROWS }, (_, row) => ordered.map((column) => column[row]).join(","));
    writeFileSync(file, `${["y", ...columns.slice(1).map((_, j) => `x${j}`)].join(",")}\n${lines.join("\n")}\n`);
    const script = join(import.meta.dirname, "driver_weights_peer.py");
    // One thread, as here.
    const env = { ...process.env, OPENBLAS_NUM_THREADS: "1", OMP_NUM_THREADS: "1" };
    const { status, stdout, stderr } = spawnSync(peerPython(), [script, file, String(RESAMPLES)], {
      encoding: "utf8",
      env,
    });
    if (status !== 0) throw new Error(`the peers failed: ${stderr.trim().split("\n").at(-1)}`);
    return JSON.parse(stdout) as Theirs;
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** Covariances of the rows, or of one resample after the other; Johnson's weights and LMG of them. */
function ourWork(columns: readonly Float64Array[]) {
  const size = DRIVERS + 1;
  const rows = Int32Array.from({ length: ROWS }, (_, row) => row);
  const given = { columns, centres: columns.map(() => 0), rows, weights: null };
  const partial = partialledWork(0, DRIVERS);
  const covariance = new Float64Array(size * size);
  const out = new Float64Array(DRIVERS);
  const weigh = (work: ReturnType<typeof importanceWork>) => {
    const { found } = partial(covariance);
    work(found.r, found.correlations, out);
    return out;
  };
  const whole = (method: "lmg" | "johnson", work = importanceWork(method, DRIVERS)) => {
    covarianceFrom(crossProducts(given, 1, random(1)).sums, size + 1, covariance);
    return Array.from(weigh(work));
  };
  const bootstrap = () => {
    const stream = random(1);
    const next = resampledProducts(crossProducts(given, resampleUnits(ROWS), stream), stream);
    const work = importanceWork("johnson", DRIVERS);
    return Array.from({ length: RESAMPLES }, () => {
      covarianceFrom(next(), size + 1, covariance);
      return Array.from(weigh(work));
    });
  };
  return { whole, bootstrap };
}

function timed<T>(times: number, work: () => T): { readonly seconds: number; readonly found: T } {
  let found = work();
  const seconds = Array.from({ length: times }, () => {
    const began = performance.now();
    found = work();
    return (performance.now() - began) / 1000;
  });
  return { seconds: median(seconds), found };
}

function requireSame(what: string, ours: readonly number[], theirs: readonly number[], tolerance: number): void {
  const apart = Math.max(...ours.map((value, j) => Math.abs(value - theirs[j]!) / Math.abs(theirs[j]!)));
  if (!(apart <= tolerance)) throw new Error(`${what} differ by ${apart}`);
}

function deviationsOf(replicates: readonly (readonly number[])[]): number[] {
  return replicates[0]!.map((_, j) => {
    const mean = replicates.reduce((sum, row) => sum + row[j]!, 0) / replicates.length;
    return Math.sqrt(replicates.reduce((sum, row) => sum + (row[j]! - mean) ** 2, 0) / (replicates.length - 1));
  });
}

/** LMG over all subsets, and a bootstrap of Johnson's weights, on the same rows as numpy and pingouin, which must find the same. */
export async function benchDriverWeights(): Promise<BenchRow[]> {
  const columns = answers();
  const { whole, bootstrap } = ourWork(columns);
  const lmg = timed(51, () => whole("lmg"));
  const boot = timed(3, bootstrap);
  const theirs = theirWork(columns);
  requireSame("LMG here and in numpy", lmg.found, theirs.loop, 1e-9);
  requireSame("LMG here and in pingouin", lmg.found, theirs.pingouin, 1e-6);
  requireSame("Johnson's weights", whole("johnson"), theirs.johnson, 1e-9);
  // Two bootstraps of 1,000 resamples know a deviation to 2 % each, and units to 2 % more.
  requireSame("the bootstraps' deviations", deviationsOf(boot.found), theirs.deviations, 0.15);
  const subsets = `LMG, 2^${DRIVERS} subsets, ${ROWS.toLocaleString("en")} rows`;
  const shared = { ours: lmg.seconds, unit: "s" } as const;
  return [
    { work: subsets, ...shared, theirs: theirs.loopSeconds, peer: "numpy, a loop over subsets", goal: "≥ 5× faster" },
    { work: subsets, ...shared, theirs: theirs.pingouinSeconds, peer: "pingouin, relimp", goal: "≥ 50× faster" },
    {
      work: `Johnson's weights, ${RESAMPLES.toLocaleString("en")} resamples`,
      ours: boot.seconds,
      theirs: theirs.bootstrapSeconds,
      peer: "numpy",
      unit: "s",
      goal: "≥ 2× faster",
    },
  ];
}
