import { test } from "vitest";
import { DECLARED, inTrino, needsTrino, onTrino } from "./in-trino.js";
import { lawOfTallies } from "./same-tallies.js";

const kinds = [
  { types: "all numbers DOUBLE", declared: {}, part: 100 },
  { types: "INTEGER and DECIMAL among them", declared: DECLARED, part: 101 },
];

for (const { types, declared, part } of kinds) {
  const title = `crosstab, moments, rollUp and cut of 50 random tables are the same in memory and on Trino, ${types}`;
  test.skipIf(!onTrino)(needsTrino(title), async () => {
    const drops: (() => Promise<void>)[] = [];
    const there = async (table: Parameters<typeof inTrino>[0]) => {
      const made = await inTrino(table, declared);
      drops.push(made.drop);
      return made.table;
    };
    await lawOfTallies(there, { tables: 50, part }).finally(async () => {
      for (const drop of drops) await drop();
    });
  });
}
