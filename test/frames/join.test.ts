import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type JoinOptions, join } from "../../src/frames/join.js";
import { joining } from "../../src/frames/joining.js";
import { rename } from "../../src/frames/rename.js";
import { plainTable } from "../tables/random-table.js";
import { cellsIn, frameOf, made, rowsOf, unsigned } from "./plain-rows.js";

const orders = () => made({ customer: ["b", "a", null, "b", "x"], amount: [10, 20, 30, 40, 50] }, "orders.csv");
const customers = () =>
  made({ customer: ["a", "b", "c", null], city: ["Tehran", "Karaj", null, "Rasht"] }, "people.csv");

const joined = async (kind: JoinOptions["kind"]) =>
  cellsIn(await join(await orders(), await customers(), { on: "customer", kind }));

describe("join(left, right, { on, kind })", () => {
  test("inner pairs, left keeps, semi and anti choose; a missing key matches nothing: danfo matched it", async () => {
    expect(await joined("inner")).toEqual([
      ["b", 10, "Karaj"],
      ["a", 20, "Tehran"],
      ["b", 40, "Karaj"],
    ]);
    expect(await joined("left")).toEqual([
      ["b", 10, "Karaj"],
      ["a", 20, "Tehran"],
      [null, 30, null],
      ["b", 40, "Karaj"],
      ["x", 50, null],
    ]);
    expect(await joined("semi")).toEqual([
      ["b", 10],
      ["a", 20],
      ["b", 40],
    ]);
    expect(await joined("anti")).toEqual([
      [null, 30],
      ["x", 50],
    ]);
  });

  test("joining(frame) tells rows, unmatched ones and the relation", async () => {
    const frame = await join(await orders(), await customers(), { on: "customer", kind: "left" });
    expect(joining(frame)).toEqual({
      relation: "many-to-one",
      rows: 5,
      left: { rows: 5, matched: 3, unmatched: 2, missing: 1 },
      right: { rows: 4, matched: 2, unmatched: 2, missing: 1 },
    });
    expect(() => joining({} as never)).toThrow("joining requires a frame made by join");
  });

  test("1 and '1' are refused, never matched: danfo matched them", async () => {
    const [numbers, texts] = [await made({ id: [1, 2] }), await made({ id: ["1", "2"] })];
    await expect(join(numbers, texts, { on: "id", kind: "inner" })).rejects.toThrow(
      "join: key 'id' requires one type; got number and text",
    );
  });

  test("many-to-many is refused unless it is asked for, and a relation that is stated is held", async () => {
    const [a, b] = [await made({ k: ["x", "x", "y"] }), await made({ k: ["x", "x"], v: [1, 2] })];
    const on = { on: "k", kind: "inner" } as const;
    await expect(join(a, b, on)).rejects.toThrow(
      "join requires keys that stand once in one of the tables, or relation \"many-to-many\"; got 'x' stands 2 times in the left table, first in row 1; 'x' stands 2 times in the right table, first in row 1",
    );
    expect(cellsIn(await join(a, b, { ...on, relation: "many-to-many" }))).toHaveLength(4);
    expect(cellsIn(await join(a, b, { on: "k", kind: "semi" }))).toHaveLength(2);
    const people = await made({ k: ["x", "z", "z"], v: [1, 2, 3] });
    expect(cellsIn(await join(a, people, on))).toHaveLength(2);
    await expect(join(a, people, { ...on, relation: "one-to-one" })).rejects.toThrow(
      "join requires one-to-one; got many-to-one: 'x' stands 2 times in the left table, first in row 1",
    );
    await expect(join(people, a, { ...on, relation: "many-to-one" })).rejects.toThrow(
      "join requires many-to-one; got one-to-many: 'x' stands 2 times in the right table",
    );
  });

  test("keys of several columns and of other names; names that clash get a suffix", async () => {
    const left = await made({ a: ["a-b", "a"], b: ["c", "b-c"], v: [1, 2] });
    const right = await made({ p: ["a", "a-b"], q: ["b-c", "c"], v: [20, 10] });
    const on = { a: "p", b: "q" };
    const both = await join(left, right, { on, kind: "inner" });
    expect(both.columns).toEqual(["a", "b", "v", "v_right"]);
    expect(cellsIn(both)).toEqual([
      ["a-b", "c", 1, 10],
      ["a", "b-c", 2, 20],
    ]);
    expect((await join(left, right, { on, kind: "inner", suffix: " then" })).columns[3]).toBe("v then");
    await expect(join(await rename(left, { b: "v_right" }), right, { on: { a: "p" }, kind: "left" })).rejects.toThrow(
      "join requires a name for each column; got 'v_right' twice: give another suffix",
    );
  });

  test("what is not there or not known is refused", async () => {
    const [a, b] = [await orders(), await customers()];
    await expect(join(a, b, { on: "amount", kind: "inner" })).rejects.toThrow("join: no column 'amount' in people.csv");
    await expect(join(a, b, { on: [], kind: "inner" })).rejects.toThrow("join requires a key; got none");
    await expect(join(a, b, { on: "customer", kind: "outer" as never })).rejects.toThrow(
      "join requires a kind, one of inner, left, semi, anti; got 'outer'",
    );
  });
});

test("join(left, right) is each row beside each row with the same keys that are all there", async () => {
  const on = fc.subarray(["segment", "member", "group", "score"], { minLength: 1 });
  const kinds = fc.constantFrom("inner", "left", "semi", "anti");
  await fc.assert(
    fc.asyncProperty(plainTable, plainTable, on, kinds, async (one, other, keys, kind) => {
      const names = one.columns.map(({ name }) => name);
      const places = keys.map((name) => names.indexOf(name));
      const right = rowsOf(other);
      const expected = rowsOf(one).flatMap((row) => {
        const isSame = (partner: readonly unknown[]) =>
          places.every((place) => row[place] !== null && row[place] === partner[place]);
        const partners = right.filter(isSame);
        if (kind === "semi") return partners.length > 0 ? [row] : [];
        if (kind === "anti") return partners.length > 0 ? [] : [row];
        const alone =
          kind === "left" && partners.length === 0 ? [right[0]?.map(() => null) ?? names.map(() => null)] : [];
        return [...partners, ...alone].map((partner) => [
          ...row,
          ...partner.filter((_, place) => !places.includes(place)),
        ]);
      });
      const options = { on: keys, kind, relation: "many-to-many" } as const;
      expect(cellsIn(await join(await frameOf(one), await frameOf(other), options))).toEqual(unsigned(expected));
    }),
    { numRuns: 300 },
  );
});
