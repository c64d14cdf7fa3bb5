import { test } from "vitest";
import { openDuckdb } from "../../../src/tables/duckdb/connection.js";
import { sized } from "../../trust/sized.js";
import { DECLARED, inDuckdb } from "../in-duckdb.js";
import { lawOfTallies } from "../same-tallies.js";

test("crosstab, moments, rollUp and cut of random tables are the same in memory and in DuckDB with whole and decimal numbers of its own, part 5 of 8", async () => {
  const engine = await openDuckdb({ folders: [] }, { threads: 2 });
  await lawOfTallies((table) => inDuckdb(engine, table, DECLARED), { tables: sized(40, 250), part: 5 });
});
