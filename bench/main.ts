import { ROOT } from "../tools/setup/places.js";
import { command } from "../tools/terminal/command.js";
import { WrongUsage } from "../tools/terminal/failure.js";
import { positive, readOptions } from "../tools/terminal/options.js";
import { benchBuying } from "./buying.js";
import { benchChurnReasons } from "./churn-reasons.js";
import { benchCox } from "./cox.js";
import { benchDriverWeights } from "./driver-weights.js";
import { benchFrame } from "./frame.js";
import { benchKernel } from "./kernel.js";
import { benchReading } from "./load.js";
import { benchMetricCells } from "./metric-cells.js";
import { benchPls } from "./pls.js";
import { benchRfm } from "./rfm.js";
import type { BenchRow } from "./row.js";
import { benchSideBySide, KEPT_ROWS } from "./side-by-side/side-by-side.js";
import { benchStart } from "./start.js";

const ROWS: Readonly<Record<string, () => BenchRow[] | Promise<BenchRow[]>>> = {
  frame: benchFrame,
  "churn-reasons": benchChurnReasons,
  cox: benchCox,
  "driver-weights": benchDriverWeights,
  pls: benchPls,
  rfm: benchRfm,
  buying: benchBuying,
  load: benchReading,
  "metric-cells": benchMetricCells,
  kernel: benchKernel,
  start: benchStart,
};
const SIDE_BY_SIDE = "side-by-side";
const NAMES = [SIDE_BY_SIDE, ...Object.keys(ROWS)];

const USAGE = `npm run bench
Measures Vafa beside what a user would pick instead, on this machine; the peers are installed in .cache the first time.
The tables side by side go to reports/bench.html, and at 1,000,000 rows to docs/bench.json and docs/performance.md.
  --only NAME      one part: ${NAMES.join(", ")}
  --rows N         rows of the tables side by side (1000000)
  --growth N       the largest Parquet file of the growth, a power of ten (10000000)
  --debug          show where an error comes from
Exit codes: 0 fine, 1 two systems disagree or one failed, 2 wrong usage.`;

const written = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function line({ work, ours, theirs, peer, unit, goal }: BenchRow): string {
  const [better, worse] = unit === "MB" ? ["× less", "× as much"] : ["× faster", "× the time"];
  const ratio = ours <= theirs ? `${(theirs / ours).toFixed(1)}${better}` : `${(ours / theirs).toFixed(2)}${worse}`;
  return `${work.padEnd(46)} ${written(ours).padStart(8)} ${written(theirs).padStart(8)} ${unit.padEnd(5)} ${ratio.padEnd(16)} ${goal.padEnd(14)} ${peer}`;
}

function whole(text: string | undefined, name: string, otherwise: number, least: number): number {
  const number = positive(text, name, otherwise);
  if (Number.isInteger(number) && number >= least) return number;
  throw new WrongUsage(`${name} requires a whole number from ${least.toLocaleString("en")}; got ${number}`);
}

/** 100 thousand, a million and so on, up to the largest. */
function sizesUpTo(largest: number): number[] {
  const sizes: number[] = [];
  for (let size = 100_000; size <= largest; size *= 10) sizes.push(size);
  return sizes;
}

await command("bench", async () => {
  process.chdir(ROOT);
  const options = readOptions(
    { only: { type: "string" }, rows: { type: "string" }, growth: { type: "string" } },
    USAGE,
  );
  const { only } = options;
  if (only !== undefined && !NAMES.includes(only))
    throw new WrongUsage(`--only requires one of ${NAMES.join(", ")}; got ${JSON.stringify(only)}`);
  const rows = whole(options.rows, "--rows", KEPT_ROWS, 2000);
  const growth = sizesUpTo(whole(options.growth, "--growth", 10_000_000, 100_000));

  const asked = Object.entries(ROWS).filter(([name]) => only === undefined || name === only);
  if (asked.length > 0)
    console.log(
      `${"work".padEnd(46)} ${"Vafa".padStart(8)} ${"peer".padStart(8)}       ${"ratio".padEnd(16)} ${"goal".padEnd(14)} peer`,
    );
  for (const [, bench] of asked) for (const row of await bench()) console.log(line(row));
  if (only === undefined || only === SIDE_BY_SIDE) await benchSideBySide({ rows, growth });
});
