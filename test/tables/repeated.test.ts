import { expect, test } from "vitest";
import { repeated } from "../../src/tables/duckdb/repeated.js";
import { duckdbDialect } from "../../src/tables/sql/dialect.js";
import type { Engine } from "../../src/tables/sql/relation.js";

/** An engine whose answers say how often it was asked. */
function counting(cells = 1) {
  let asked = 0;
  const answer = async () => [new Array(cells).fill(++asked)];
  const engine: Engine = { dialect: duckdbDialect, query: answer, arrays: answer };
  return engine;
}

test("a question that was asked before is answered from memory, another is asked", async () => {
  const engine = repeated(counting(), async () => "same");
  expect([await engine.query("a"), await engine.query("b"), await engine.query("a")]).toEqual([[[1]], [[2]], [[1]]]);
  expect(await engine.query("a", 5)).toEqual([[3]]);
});

test("once the rows are others, nothing is answered from memory", async () => {
  let state = "before";
  const engine = repeated(counting(), async () => state);
  await engine.query("a");
  state = "after";
  expect([await engine.query("a"), await engine.query("a")]).toEqual([[[2]], [[2]]]);
});

test("an answer during which the rows became others is not kept", async () => {
  const states = ["before", "after", "after", "after"];
  const engine = repeated(counting(), async () => states.shift() ?? "after");
  expect([await engine.query("a"), await engine.query("a"), await engine.query("a")]).toEqual([[[1]], [[2]], [[2]]]);
});

test("large answers are not kept, nor more than the latest 32", async () => {
  const large = repeated(counting(100_001), async () => "same");
  await large.query("a");
  expect((await large.query("a"))[0]![0]).toBe(2);
  const engine = repeated(counting(), async () => "same");
  for (let i = 0; i < 33; i++) await engine.query(`${i}`);
  expect([await engine.query("32"), await engine.query("0")]).toEqual([[[33]], [[34]]]);
});
