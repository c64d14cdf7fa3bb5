import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { cox } from "../src/statistics/cox.js";
import type { CoxData } from "../src/statistics/coxRows.js";
import { random } from "../src/statistics/random.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const CUSTOMERS = 100_000;
const DAYS = 365;
/** A day, before and while the signal shows. */
const HAZARD = { silent: 0.0008, firing: 0.003 } as const;

/** Customers of a year: with two in five the signal comes on at some day, and from then on they leave more often. */
function spells(): CoxData {
  const chance = random(1972);
  const rows: { start: number; stop: number; event: number; signal: number; customer: number }[] = [];
  const wait = (hazard: number) => Math.ceil(-Math.log(1 - chance.next()) / hazard);
  for (let customer = 0; customer < CUSTOMERS; customer++) {
    const on = chance.next() < 0.4 ? 1 + chance.integer(DAYS - 1) : DAYS;
    const early = wait(HAZARD.silent);
    const first = Math.min(on, early);
    rows.push({ start: 0, stop: first, event: early <= on && early <= DAYS ? 1 : 0, signal: 0, customer });
    if (early <= on || on === DAYS) continue;
    const late = on + wait(HAZARD.firing);
    rows.push({ start: on, stop: Math.min(late, DAYS), event: late <= DAYS ? 1 : 0, signal: 1, customer });
  }
  return {
    start: Float64Array.from(rows, ({ start }) => start),
    stop: Float64Array.from(rows, ({ stop }) => stop),
    event: Uint8Array.from(rows, ({ event }) => event),
    covariates: { signal: Float64Array.from(rows, ({ signal }) => signal) },
    cluster: Int32Array.from(rows, ({ customer }) => customer),
  };
}

function theirFit(data: CoxData, folder: string): { seconds: number; coefficient: number } {
  const file = join(folder, "spells.csv");
  const { start, stop, event, covariates, cluster } = data;
  const lines = Array.from(stop, (end, i) => `${cluster![i]},${start![i]},${end},${event[i]},${covariates.signal![i]}`);
  writeFileSync(file, `customer,start,stop,event,signal\n${lines.join("\n")}\n`);
  const script = join(import.meta.dirname, "cox_peer.py");
  const { status, stdout, stderr } = spawnSync(peerPython(), [script, file], { encoding: "utf8" });
  if (status !== 0) throw new Error(`lifelines failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout);
}

/** Cox's model of a signal that changes, with Efron's ties, on the same rows as lifelines, which must find the same coefficient. */
export async function benchCox(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const data = spells();
    const began = performance.now();
    const ours = cox(data).fit!.coefficients[0]!.coefficient;
    const took = performance.now() - began;
    const theirs = theirFit(data, folder);
    if (Math.abs(ours - theirs.coefficient) > 1e-6) {
      throw new Error(`the coefficients differ: ${ours} here, ${theirs.coefficient} in lifelines`);
    }
    return [
      {
        work: `Cox, a changing signal, ${CUSTOMERS.toLocaleString("en")} customers`,
        ours: took / 1000,
        theirs: theirs.seconds,
        peer: "lifelines, CoxTimeVaryingFitter",
        unit: "s",
        goal: "≥ 3× faster",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
