import { expect, test } from "vitest";
import { OF_ANSWERS, OF_CUSTOMERS, OF_PURCHASES } from "./every-metric.js";
import { holdEveryMetric, takingTables } from "./every-metric-law.js";

holdEveryMetric(OF_CUSTOMERS);

test("every public metric that takes a table is asked something", () => {
  const asked = [OF_ANSWERS, OF_CUSTOMERS, OF_PURCHASES].flatMap((calls) => Object.keys(calls));
  expect(asked.sort()).toEqual([...takingTables].sort());
});
