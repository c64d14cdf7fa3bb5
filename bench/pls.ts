import { spawnSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DataFrame } from "danfojs-node";
import { plsPathModel } from "../src/metrics/plsPathModel/plsPathModel.js";
import { random } from "../src/statistics/random.js";
import { peerPython } from "./peer-python.js";
import type { BenchRow } from "./row.js";

const RESPONDENTS = 250;
const RESAMPLES = 500;

/** The model of the European index, of 24 items in seven blocks: each block's items, and what leads to it by how much. */
const BLOCKS = {
  Image: { items: 5, from: {} },
  Expectation: { items: 3, from: { Image: 0.5 } },
  Quality: { items: 7, from: { Expectation: 0.6 } },
  Value: { items: 2, from: { Expectation: 0.1, Quality: 0.6 } },
  Satisfaction: { items: 3, from: { Image: 0.2, Expectation: 0.1, Quality: 0.5, Value: 0.2 } },
  Complaints: { items: 1, from: { Satisfaction: 0.5 } },
  Loyalty: { items: 3, from: { Image: 0.2, Satisfaction: 0.5, Complaints: 0.1 } },
} as const;

const itemsOf = (name: string, count: number) => Array.from({ length: count }, (_, i) => `${name}${i + 1}`);

const model = {
  blocks: Object.fromEntries(Object.entries(BLOCKS).map(([name, { items }]) => [name, itemsOf(name, items)])),
  paths: Object.entries(BLOCKS).flatMap(([to, { from }]) => Object.keys(from).map((start) => [start, to] as const)),
};

/** Items with mean 0 and variance 1. */
function answers(): Record<string, number[]> {
  const draw = random(2005);
  const columns: Record<string, number[]> = {};
  const latent = new Map<string, number[]>();
  for (const [name, { items, from }] of Object.entries(BLOCKS)) {
    const own = Array.from({ length: RESPONDENTS }, (_, row) =>
      Object.entries(from).reduce((sum, [start, path]) => sum + path * latent.get(start)![row]!, 0.6 * draw.normal()),
    );
    latent.set(name, own);
    for (const item of itemsOf(name, items)) {
      const values = own.map((value) => value + 0.6 * draw.normal());
      const mean = values.reduce((sum, x) => sum + x, 0) / RESPONDENTS;
      const deviation = Math.sqrt(values.reduce((sum, x) => sum + (x - mean) ** 2, 0) / RESPONDENTS);
      columns[item] = values.map((x) => (x - mean) / deviation);
    }
  }
  return columns;
}

interface Theirs {
  readonly seconds: number;
  readonly paths: readonly (readonly [string, string, number])[];
}

function theirModel(columns: Record<string, number[]>, folder: string): Theirs {
  const file = join(folder, "answers.csv");
  const lines = Array.from({ length: RESPONDENTS }, (_, row) => Object.values(columns).map((values) => values[row]));
  writeFileSync(file, `${[Object.keys(columns), ...lines].map((line) => line.join(",")).join("\n")}\n`);
  const script = join(import.meta.dirname, "pls_peer.py");
  const call = [script, file, JSON.stringify(model), String(RESAMPLES)];
  const { status, stdout, stderr } = spawnSync(peerPython(), call, { encoding: "utf8" });
  if (status !== 0) throw new Error(`plspm failed: ${stderr.trim().split("\n").at(-1)}`);
  return JSON.parse(stdout);
}

/** A PLS path model with its bootstrap beside Python's plspm, which must find the same paths. */
export async function benchPls(): Promise<BenchRow[]> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const columns = answers();
    const table = new DataFrame(columns);
    const began = performance.now();
    const { overall } = await plsPathModel(table, { ...model, scheme: "path", resamples: RESAMPLES });
    const took = performance.now() - began;
    const theirs = theirModel(columns, folder);
    for (const [from, to, estimate] of theirs.paths) {
      const ours = overall.paths.find((path) => path.from === from && path.to === to)!.estimate!;
      if (Math.abs(ours - estimate) > 1e-6)
        throw new Error(`the paths ${from} → ${to} differ: ${ours} here, ${estimate} in plspm`);
    }
    return [
      {
        work: `PLS path model, ${RESAMPLES} resamples of ${RESPONDENTS} × 24`,
        ours: took / 1000,
        theirs: theirs.seconds,
        peer: "plspm (Python), 10 resamples × 50, the faster of 1 and 2 processes",
        unit: "s",
        goal: "≥ 10× faster",
      },
    ];
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
