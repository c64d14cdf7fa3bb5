import { DataFrame } from "danfojs-node";
import { expect, test } from "vitest";
import { remembered } from "../../src/tables/remembered.js";
import type { Table } from "../../src/tables/table.js";
import { asTable } from "../../src/tables/table-like.js";

test("remembered(table) answers as the table does, and asks it the same thing once", async () => {
  const table = asTable(new DataFrame({ segment: ["a", "b", "a"], x: [1, 2, 4] }));
  const asked: string[] = [];
  const watched: Table = {
    ...table,
    columns: () => {
      asked.push("columns");
      return table.columns();
    },
    crosstab: (keys, sums) => {
      asked.push(`crosstab ${keys} ${sums ?? ""}`);
      return table.crosstab(keys, sums);
    },
    moments: (columns, options) => {
      asked.push(`moments ${columns} by ${options?.by ?? "nothing"}`);
      return table.moments(columns, options);
    },
  };
  const known = remembered(watched);
  for (let i = 0; i < 2; i++) {
    expect(await known.columns()).toEqual(await table.columns());
    expect(await known.crosstab(["segment"])).toEqual(await table.crosstab(["segment"]));
    expect(await known.crosstab(["segment"], ["x"])).toEqual(await table.crosstab(["segment"], ["x"]));
    expect(await known.moments(["x"])).toEqual(await table.moments(["x"]));
    expect(await known.moments(["x"], { by: ["segment"] })).toEqual(await table.moments(["x"], { by: ["segment"] }));
  }
  expect(asked).toEqual([
    "columns",
    "crosstab segment ",
    "crosstab segment x",
    "moments x by nothing",
    "moments x by segment",
  ]);
});
