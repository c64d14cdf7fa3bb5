import { expect, test } from "vitest";
import { bgNbdFromCounts } from "../../src/metrics/buying/bgNbd.js";
import { gammaGammaFromCounts } from "../../src/metrics/gammaGamma/gammaGamma.js";
import { scheduleOf } from "../../src/metrics/lifetimeValue/discounting.js";
import { simulatedFits } from "../../src/metrics/lifetimeValue/simulatedFits.js";
import { type LifetimeParameters, valuedOf, worthOf } from "../../src/metrics/lifetimeValue/worth.js";
import { bcaInterval } from "../../src/statistics/bootstrapInterval.js";
import { random } from "../../src/statistics/random.js";
import { lifetimeCustomers, PLANTED } from "./lifetimeCustomers.js";

const discount = { horizon: 52, step: 13, discountRate: 0.1, unitsPerYear: 52, margin: 1, discounting: "end" } as const;
const schedule = scheduleOf(discount, "test");
const options = { horizon: 52, starts: 1 };

test("the interval of what these customers are worth holds it in most of 16 samples", () => {
  let held = 0;
  for (let run = 0; run < 16; run++) {
    const customers = lifetimeCustomers(250, 1000 + run);
    const valued = valuedOf(customers);
    const worth = (of: LifetimeParameters) => worthOf(valued, of, schedule, 8).value.reduce((sum, one) => sum + one, 0);
    const buying = bgNbdFromCounts(customers, options).overall.parameters!;
    const spending = gammaGammaFromCounts(customers, { starts: 1 }).overall.parameters!;
    const worlds = simulatedFits({ buying, spending }, customers, 100, random(run));
    const known = worlds.filter((world): world is LifetimeParameters => world !== null);
    const { lower, upper } = bcaInterval(Float64Array.from(known.map(worth)), worth({ buying, spending }), 0, 0.95);
    const truth = worth(PLANTED);
    if (lower <= truth && truth <= upper) held++;
  }
  // Of 16 at 95 % fewer than 13 would be one in a hundred.
  expect(held).toBeGreaterThanOrEqual(13);
});

test("of more than 5,000 customers 5,000 are simulated, and parameters spread as those of all would", () => {
  const spread = (customers: number) => {
    const counts = [20, 30, 40].map((age) => ({ frequency: 0, recency: 0, age, n: customers / 3 }));
    const worlds = simulatedFits(PLANTED, counts, 24, random(3));
    const logs = worlds.map((world) => Math.log(world!.spending.p));
    const mean = logs.reduce((sum, x) => sum + x, 0) / logs.length;
    return Math.sqrt(logs.reduce((sum, x) => sum + (x - mean) ** 2, 0) / (logs.length - 1));
  };
  const ratio = spread(3000) / spread(75_000);
  expect(ratio).toBeGreaterThan(3);
  expect(ratio).toBeLessThan(8);
});
