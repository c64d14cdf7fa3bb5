import { afterAll, test } from "vitest";
import { inSpark, needsSpark, onSpark, openSpark } from "./in-spark.js";
import { DECLARED } from "./in-trino.js";
import { lawOfTallies } from "./same-tallies.js";

const engine = onSpark ? openSpark() : null;
afterAll(() => engine?.close());

const kinds = [
  { types: "all numbers DOUBLE", declared: {}, part: 200 },
  { types: "INTEGER and DECIMAL among them", declared: DECLARED, part: 201 },
];

for (const { types, declared, part } of kinds) {
  const title = `crosstab, moments, rollUp and cut of 10 random tables are the same in memory and on Spark, ${types}`;
  test.skipIf(!onSpark)(needsSpark(title), async () => {
    await lawOfTallies((table) => inSpark(engine!, table, declared), { tables: 10, part });
  });
}
