import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type CartAbandonmentOptions, cartAbandonment } from "../../src/metrics/caseShares/cartAbandonment.js";
import reference from "../fixtures/shares/shares.json";
import { expectSameInDuckdb } from "./sameInDuckdb.js";

const KINDS = ["cart", "checkout"] as const;
const both = { ordered: "ordered", checkout: "checkout" } as const;

/** Ten carts of four visitors: six reach the checkout, four become orders; of one the outcome is unknown. */
const ten = () => ({
  checkout: [true, true, true, true, true, true, false, false, false, false, true],
  ordered: [true, true, true, true, false, false, false, false, false, false, null],
  visitor: ["a", "a", "b", "b", "b", "c", "c", "d", "d", "d", "d"],
  value: [10, 30, 10, 10, 20, 20, 50, 10, 20, 20, 90],
  source: ["x", "x", "x", "x", "x", "y", "y", "y", "y", "y", "y"],
});

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

interface Cart {
  readonly step: 0 | 1 | 2 | null;
  readonly visitor: string | null;
  readonly value: number | null;
  readonly source: string;
}

const KNOWN: readonly Cart[] = [
  { step: 2, visitor: "a", value: 1, source: "x" },
  { step: 0, visitor: "b", value: 3, source: "y" },
];

const carts: fc.Arbitrary<readonly Cart[]> = fc
  .array(
    fc.record({
      step: fc.option(fc.constantFrom(0, 1, 2), { freq: 8 }),
      visitor: fc.option(fc.constantFrom("a", "b", "c", "d", "e"), { freq: 10 }),
      value: fc.option(fc.constantFrom(0.5, 1, 2.25, 40), { freq: 10 }),
      source: fc.constantFrom("x", "y", "z"),
    }),
    { maxLength: 30 },
  )
  .map((some) => [...some, ...KNOWN] as readonly Cart[]);

const columnsOf = (given: readonly Cart[]) => ({
  checkout: given.map(({ step }) => (step === null ? null : step > 0)),
  ordered: given.map(({ step }) => (step === null ? null : step === 2)),
  visitor: given.map(({ visitor }) => visitor),
  value: given.map(({ value }) => value),
  source: given.map(({ source }) => source),
});

const variants = fc.record({
  kind: fc.constantFrom(...KINDS),
  weight: fc.constantFrom(undefined, "value"),
  visitor: fc.constantFrom(undefined, "visitor"),
});

function options({
  kind,
  weight,
  visitor,
}: {
  kind: "cart" | "checkout";
  weight?: string | undefined;
  visitor?: string | undefined;
}) {
  return { kind, ...both, ...(weight && { weight }), ...(visitor && { visitor }) } satisfies CartAbandonmentOptions;
}

describe("by hand", () => {
  test("of ten carts six reach the checkout and four become orders: 60 % and 33 % abandoned", async () => {
    const cart = await cartAbandonment(frame(ten()), { kind: "cart", ...both, by: "source" });
    expect(cart.overall).toMatchObject({ estimate: 0.6, n: 10, carts: 10, orders: 4, checkouts: 6, missing: 1 });
    expect(cart.overall).toMatchObject({ leftBeforeCheckout: 4, leftInCheckout: 2, effectiveN: 10, visitors: null });
    expect(cart.rows.map(({ keys, estimate }) => [keys.source, estimate])).toEqual([
      ["x", 0.2],
      ["y", 1],
    ]);
    expect(cart.excluded).toEqual({ missing: 1, outOfRange: 0 });
    const checkout = await cartAbandonment(frame(ten()), { kind: "checkout", ...both });
    expect(checkout.overall.estimate).toBeCloseTo(1 / 3, 12);
    expect(checkout.overall.n).toBe(6);
    expect([cart.label, checkout.label]).toEqual(["Cart abandonment", "Checkout abandonment"]);
  });

  test("by value: 140 of 200 abandoned", async () => {
    const { overall, label } = await cartAbandonment(frame(ten()), { kind: "cart", ...both, weight: "value" });
    expect(overall.estimate).toBeCloseTo(140 / 200, 12);
    expect(label).toBe("Cart abandonment (by value)");
  });

  test("81 of 263 carts abandoned, Newcombe's (1998) example: Wilson .2553 to .3662", async () => {
    const ordered = Array.from({ length: 263 }, (_, i) => i >= 81);
    const { overall } = await cartAbandonment(frame({ ordered }), { kind: "cart", ordered: "ordered" });
    expect(overall.lower).toBeCloseTo(0.2553, 4);
    expect(overall.upper).toBeCloseTo(0.3662, 4);
    expect(overall).toMatchObject({ checkouts: null, leftBeforeCheckout: null, leftInCheckout: null });
  });

  test("a value of a column may mean ordered", async () => {
    const state = ["paid", "left", "paid", "expired"];
    const asked = { column: "state", value: "paid" } as const;
    const { overall } = await cartAbandonment(frame({ state }), { kind: "cart", ordered: asked });
    expect(overall.estimate).toBe(0.5);
  });
});

test.each(reference.counts)("agrees with R's prop.test: $counted of $n", async ({ counted, n, interval }) => {
  const ordered = Array.from({ length: n }, (_, i) => i >= counted);
  const { overall } = await cartAbandonment(frame({ ordered }), { kind: "cart", ordered: "ordered" });
  expect(overall).toMatchObject({ estimate: counted / n, n });
  expect(overall.lower).toBeCloseTo(interval[0]!, 12);
  expect(overall.upper).toBeCloseTo(interval[1]!, 12);
});

describe("agrees with R's survey package", () => {
  test.each(reference.carts)("$name", async ({ carts: rows, weighted, ...expected }) => {
    for (const kind of KINDS) {
      for (const way of ["plain", "clustered"] as const) {
        const { overall } = await cartAbandonment(frame(rows), {
          kind,
          ...both,
          ...(weighted && { weight: "w" }),
          ...(way === "clustered" && { visitor: "visitor" }),
        });
        const { estimate, size, interval } = expected[way][kind];
        expect(overall.estimate).toBeCloseTo(estimate, 12);
        expect(overall.effectiveN).toBeCloseTo(size, 8);
        expect(overall.lower).toBeCloseTo(interval[0]!, 9);
        expect(overall.upper).toBeCloseTo(interval[1]!, 9);
      }
    }
  });
});

describe("laws", () => {
  test("cart abandonment is what is left before the checkout and in it", async () => {
    await fc.assert(
      fc.asyncProperty(carts, async (given) => {
        const { overall } = await cartAbandonment(frame(columnsOf(given)), { kind: "cart", ...both });
        const checkout = (await cartAbandonment(frame(columnsOf(given)), { kind: "checkout", ...both })).overall;
        const left = overall.leftBeforeCheckout! + overall.leftInCheckout!;
        expect(overall.estimate).toBeCloseTo(left / overall.carts, 12);
        expect(left + overall.orders).toBe(overall.carts);
        expect(checkout.estimate! <= overall.estimate! + 1e-12).toBe(true);
      }),
      { numRuns: 30 },
    );
  });

  test("counts of the segments add up; order does not matter; nothing is NaN; the interval holds the share", async () => {
    await fc.assert(
      fc.asyncProperty(carts, variants, async (given, variant) => {
        const asked = { ...options(variant), by: "source" };
        const found = await cartAbandonment(frame(columnsOf(given)), asked);
        expect(await cartAbandonment(frame(columnsOf([...given].reverse())), asked)).toEqual(found);
        for (const field of ["n", "carts", "orders", "checkouts", "missing"] as const) {
          expect(found.rows.reduce((sum, row) => sum + row[field]!, 0)).toBe(found.overall[field]);
        }
        for (const row of [found.overall, ...found.rows]) {
          if (row.estimate === null) expect(row.note).not.toBeNull();
          else
            expect(0 <= row.lower! && row.lower! <= row.estimate && row.estimate <= row.upper! && row.upper! <= 1).toBe(
              true,
            );
        }
      }),
      { numRuns: 40 },
    );
  });

  test("weights of 1, and a visitor of its own for each cart, equal none", async () => {
    await fc.assert(
      fc.asyncProperty(carts, fc.constantFrom(...KINDS), async (given, kind) => {
        const own = given.map((cart, i) => ({ ...cart, visitor: `V${i}`, value: 1 }));
        const plain = (await cartAbandonment(frame(columnsOf(own)), { kind, ...both })).overall;
        const ones = await cartAbandonment(frame(columnsOf(own)), { kind, ...both, weight: "value" });
        const apart = await cartAbandonment(frame(columnsOf(own)), { kind, ...both, visitor: "visitor" });
        for (const field of ["estimate", "lower", "upper", "standardError", "effectiveN"] as const) {
          expect(ones.overall[field]).toBeCloseTo(plain[field]!, 9);
          if (plain.n > 1) expect(apart.overall[field]).toBeCloseTo(plain[field]!, 9);
        }
      }),
      { numRuns: 30 },
    );
  });

  test("in DuckDB as in memory", async () => {
    await fc.assert(
      fc.asyncProperty(carts, variants, (given, variant) =>
        expectSameInDuckdb(columnsOf(given), (table) => cartAbandonment(table, { ...options(variant), by: "source" })),
      ),
      { numRuns: 15 },
    );
  });
});

describe("the benchmark", () => {
  test("carries its date; a checkout has none unless given", async () => {
    const cart = await cartAbandonment(frame(ten()), { kind: "cart", ...both });
    expect(cart.benchmark).toMatchObject({ value: 0.7019, asOf: "2024" });
    expect((await cartAbandonment(frame(ten()), { kind: "checkout", ...both })).benchmark).toBeNull();
    const own = { value: 0.6853, asOf: "2016", source: "the trade association" };
    expect((await cartAbandonment(frame(ten()), { kind: "cart", ...both, benchmark: own })).benchmark).toEqual(own);
    expect((await cartAbandonment(frame(ten()), { kind: "cart", ...both, benchmark: null })).benchmark).toBeNull();
  });
});

describe("edges", () => {
  test("no checkout was begun: null with a note, not 0", async () => {
    const table = frame({ ordered: [false, false], checkout: [false, false] });
    const { overall } = await cartAbandonment(table, { kind: "checkout", ...both });
    expect(overall).toMatchObject({ estimate: null, lower: null, upper: null, n: 0, note: "no checkouts" });
  });

  test("nothing is known: null with a note; weights that add up to 0 where something is known likewise", async () => {
    const unknown = frame({ ordered: [null, true], source: ["x", "y"] });
    const { rows } = await cartAbandonment(unknown, { kind: "cart", ordered: "ordered", by: "source" });
    expect(rows[0]).toMatchObject({ estimate: null, n: 0, missing: 1, note: "no carts" });
    const weightless = frame({ ordered: [false, true, null], w: [0, 0, 1] });
    const { overall } = await cartAbandonment(weightless, { kind: "cart", ordered: "ordered", weight: "w" });
    expect(overall).toMatchObject({ estimate: null, n: 2, note: "all weights are 0" });
  });

  test("one visitor's carts count as one case, and a cart without a visitor is not counted", async () => {
    const table = frame({ ordered: [true, false, false, true], visitor: ["a", "a", "a", null] });
    const { overall } = await cartAbandonment(table, { kind: "cart", ordered: "ordered", visitor: "visitor" });
    expect(overall).toMatchObject({ n: 3, visitors: 1, effectiveN: 1, missing: 1 });
    expect(overall.note).toBe("1 visitor: the interval tends to be too narrow");
  });

  test("all abandoned: the interval is not of width 0", async () => {
    const { overall } = await cartAbandonment(frame({ ordered: [false] }), { kind: "cart", ordered: "ordered" });
    expect(overall).toMatchObject({ estimate: 1, upper: 1, n: 1 });
    expect(overall.lower).toBeCloseTo(0.2065, 4);
  });
});

describe("refuses", () => {
  const refused = (given: object, columns: object = ten()) =>
    expect(cartAbandonment(frame(columns), { kind: "cart", ...both, ...given } as CartAbandonmentOptions)).rejects;

  test("a kind that is not given", () =>
    refused({ kind: undefined }).toThrow("cartAbandonment requires a kind of 'cart', 'checkout'; got none"));

  test("checkouts without their column", () =>
    refused({ kind: "checkout", checkout: undefined }).toThrow(
      "cartAbandonment of kind 'checkout' requires 'checkout'; got no checkout column",
    ));

  test("an order that never reached the checkout, with its row", () =>
    refused({}, { ordered: [true, true], checkout: [true, false] }).toThrow(
      "cartAbandonment requires that what became an order reached the checkout; got 'ordered' without 'checkout' (row 2)",
    ));

  test("an answer that is neither yes nor no", () =>
    refused({ checkout: undefined }, { ordered: ["yes", "no"] }).toThrow(
      "cartAbandonment requires true and false, or 1 and 0, in 'ordered'; got 'no', 'yes' (2 rows, first at row 1). " +
        "If a value there means ordered, name it: ordered: { column: 'ordered', value: 'no' }",
    ));

  test("a column that is not there, a negative weight, a level of 95", async () => {
    await refused({ ordered: "order" }).toThrow("cartAbandonment: no column 'order' in the table; nearest: 'ordered'");
    await refused({ weight: "w" }, { ...ten(), w: ten().value.map((x) => x - 20) }).toThrow(
      "cartAbandonment requires weights of at least 0 in 'w'; got -10 (4 rows, first at row 1)",
    );
    await refused({ level: 95 }).toThrow("cartAbandonment requires a level between 0 and 1, such as 0.95; got 95");
  });

  test("a benchmark in percent, or without its date", async () => {
    await refused({ benchmark: { value: 70, asOf: "2024", source: "" } }).toThrow(
      "cartAbandonment requires a benchmark from 0 to 1, such as 0.7; got 70",
    );
    await refused({ benchmark: { value: 0.7, source: "" } }).toThrow(
      "cartAbandonment requires the date of a benchmark, asOf: '2024' or '2024-06'; got undefined",
    );
  });
});
