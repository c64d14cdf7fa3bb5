import { describe, expect, test } from "vitest";
import type { SparkEngine } from "../../src/tables/spark/engine.js";
import { sparkRelation } from "../../src/tables/spark/typed-relation.js";
import { declaredRelation } from "../../src/tables/sql/declared-relation.js";
import { sparkDialect, trinoDialect } from "../../src/tables/sql/dialect.js";
import type { Engine } from "../../src/tables/sql/relation.js";
import { trinoRelation } from "../../src/tables/trino/typed-relation.js";

type Declared = readonly (readonly [name: string, type: string])[];

/** An engine that knows one table, and says of its large whole numbers what the test says. */
function engineWith(dialect: Engine["dialect"], declared: Declared, found: readonly (number | null)[] = []) {
  const asked: string[] = [];
  const engine = {
    dialect,
    describe: async () => declared.map(([name, type]) => ({ name, type })),
    query: async (sql: string) => {
      asked.push(sql);
      if (sql.startsWith("DESCRIBE")) return [declared.map(([name]) => name), declared.map(([, type]) => type)];
      return found.map((value) => [value]);
    },
  } as unknown as SparkEngine;
  return { engine, asked };
}

const engines = [
  { name: "Trino", dialect: trinoDialect, relation: trinoRelation, integer: "integer", comma: ", " },
  { name: "Spark", dialect: sparkDialect, relation: sparkRelation, integer: "int", comma: "," },
];

describe.each(engines)("the types of a table of $name", ({ dialect, relation, integer, comma }) => {
  const made = async (declared: Declared, found: readonly (number | null)[] = []) => {
    const { engine, asked } = engineWith(dialect, declared, found);
    return { relation: await relation(engine, "t", "survey"), asked };
  };

  test("whole numbers, decimals, dates and yes or no stay what they are, and say what sums of them need to know", async () => {
    const { relation: typed } = await made([
      ["a", "tinyint"],
      ["b", integer],
      ["c", `decimal(12${comma}2)`],
      ["d", `decimal(30${comma}7)`],
      ["e", "date"],
      ["f", "boolean"],
    ]);
    expect(typed.columns).toEqual([
      { name: "a", id: "c0", type: "number", native: "whole", exact: { decimals: 0, bound: 128 } },
      { name: "b", id: "c1", type: "number", native: "whole", exact: { decimals: 0, bound: 2147483648 } },
      { name: "c", id: "c2", type: "number", native: "decimal", exact: { decimals: 2, bound: 1e12 } },
      { name: "d", id: "c3", type: "number", native: "long decimal" },
      { name: "e", id: "c4", type: "date", native: "date" },
      { name: "f", id: "c5", type: "boolean", exact: { decimals: 0, bound: 1 } },
    ]);
    const names = ["a", "b", "c", "d", "e", "f"].map((name, i) => `${dialect.identifier(name)} AS c${i}`);
    expect(typed.from).toBe(`(SELECT ${names.join(", ")} FROM t) AS typed`);
  });

  test("numbers of 64 bits and more are looked at once: to 2^53 they are numbers, beyond it ids and text", async () => {
    const large = [
      ["near", "bigint"],
      ["id", "bigint"],
      ["wide", `decimal(20${comma}0)`],
      ["none", "bigint"],
    ] as const;
    const { relation: typed, asked } = await made(large, [
      7,
      -3,
      9007199254740991,
      1,
      9007199254740992,
      -5,
      6,
      null,
      null,
    ]);
    expect(typed.columns.map(({ type, native, range }) => ({ type, native, range }))).toEqual([
      { type: "number", native: "whole", range: [-3, 9007199254740991] },
      { type: "text" },
      { type: "number", native: "decimal", range: [-5, 6] },
      { type: "number", native: "whole", range: [0, 0] },
    ]);
    expect(typed.known?.rows).toBe(7);
    expect(asked.filter((sql) => sql.startsWith("SELECT"))).toHaveLength(1);
    expect(typed.from).toContain(`${dialect.text(dialect.identifier("id"))} AS c1`);
  });

  test("a table without such numbers is asked for nothing", async () => {
    const { relation: typed, asked } = await made([["a", integer]]);
    expect(asked.filter((sql) => sql.startsWith("SELECT"))).toEqual([]);
    expect(typed.known).toBeUndefined();
  });
});

test("a type that only one engine has is left to that engine, once a column", async () => {
  const others: string[] = [];
  const { engine } = engineWith(trinoDialect, []);
  const declared = [
    { name: "constructor", type: "hyperloglog" },
    { name: "n", type: "smallint" },
  ];
  const typed = await declaredRelation(engine, "t", "t", declared, ({ name }, expression) => {
    others.push(name);
    return { sql: `text(${expression})`, type: "text" };
  });
  expect(others).toEqual(["constructor"]);
  expect(typed.from).toBe('(SELECT text("constructor") AS c0, "n" AS c1 FROM t) AS typed');
});
