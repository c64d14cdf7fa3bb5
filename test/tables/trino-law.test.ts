import { describe, test } from "vitest";
import { DECLARED, inTrino, type MadeTable, needsTrino, onTrino } from "./in-trino.js";
import type { PlainTable } from "./random-table.js";
import { lawOfTallies } from "./same-tallies.js";

/** At the same time, because a small query is mostly waiting; on a busy machine they may take long. */
describe.concurrent("memory and Trino", { timeout: 3_600_000 }, () => {
  for (const part of [100, 101, 102, 103]) {
    const declared = part % 2 === 0 ? {} : DECLARED;
    const types = part % 2 === 0 ? "all numbers DOUBLE" : "INTEGER and DECIMAL among them";
    const title = `crosstab, moments, rollUp and cut of 25 random tables are the same, ${types}, seed ${part}`;
    test.skipIf(!onTrino)(needsTrino(title), async () => {
      const made: MadeTable[] = [];
      const there = async (table: PlainTable) => {
        made.push(await inTrino(table, declared));
        return made.at(-1)!.table;
      };
      await lawOfTallies(there, { tables: 25, part }).finally(async () => {
        for (const { drop } of made) await drop();
      });
    });
  }
});
