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
import { benchStart } from "./start.js";

const written = (value: number) => (value >= 100 ? value.toFixed(0) : value.toPrecision(3));

function line({ work, ours, theirs, peer, unit, goal }: BenchRow): string {
  const [better, worse] = unit === "MB" ? ["× less", "× as much"] : ["× faster", "× the time"];
  const ratio = ours <= theirs ? `${(theirs / ours).toFixed(1)}${better}` : `${(ours / theirs).toFixed(2)}${worse}`;
  return `${work.padEnd(46)} ${written(ours).padStart(8)} ${written(theirs).padStart(8)} ${unit.padEnd(5)} ${ratio.padEnd(16)} ${goal.padEnd(14)} ${peer}`;
}

console.log(
  `${"work".padEnd(46)} ${"Vafa".padStart(8)} ${"peer".padStart(8)}       ${"ratio".padEnd(16)} ${"goal".padEnd(14)} peer`,
);
for (const bench of [
  benchFrame,
  benchChurnReasons,
  benchCox,
  benchDriverWeights,
  benchPls,
  benchRfm,
  benchBuying,
  benchReading,
  benchMetricCells,
  benchKernel,
  benchStart,
])
  for (const row of await bench()) console.log(line(row));
