import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { besideSource } from "../../src/metrics/besideSource/besideSource.js";

const source = [
  { driver: "complaints", published: 0.371, decimals: 3 },
  { driver: "raises", published: 0.12, decimals: 3 },
];
const ours = [
  { driver: "raises", ours: 0.1204 },
  { driver: "complaints", ours: 0.3706 },
];

describe("besideSource(published, ours)", () => {
  test("besideSource(published, ours) sets each number of the source beside ours, whatever the order of ours", () => {
    const beside = besideSource(source, ours);
    expect(beside.by).toEqual(["driver"]);
    expect(beside.rows.map(({ texts, ours }) => [texts.driver, ours])).toEqual([
      ["complaints", 0.3706],
      ["raises", 0.1204],
    ]);
    expect(beside.rows[0]!.difference).toBeCloseTo(-0.0004, 12);
    expect([beside.n, beside.agreeing, beside.unpublished]).toEqual([2, 2, 0]);
  });

  test("besideSource(frame, ours) reads the same from a Danfo DataFrame", () => {
    const frame = new DataFrame({ driver: ["complaints", "raises"], published: [0.371, 0.12], decimals: [3, 3] });
    expect(besideSource(frame, ours)).toEqual(besideSource(source, ours));
  });

  test("besideSource(published, ours) agrees where ours rounds to what is printed, trailing zeros included", () => {
    const agrees = (published: number, decimals: number, own: number | null) =>
      besideSource([{ what: "a", published, decimals }], [{ what: "a", ours: own }]).rows[0]!.agrees;
    expect(agrees(0.12, 3, 0.1204)).toBe(true);
    expect(agrees(0.12, 2, 0.1204)).toBe(true);
    // 0.120 says more than 0.12: a number that rounds to the one need not round to the other.
    expect(agrees(0.12, 3, 0.1206)).toBe(false);
    expect(agrees(0.12, 2, 0.1206)).toBe(true);
    expect(agrees(0.12, 3, 0.1194)).toBe(false);
    expect(agrees(-1, 0, -1.4)).toBe(true);
    expect(agrees(-1, 0, 1)).toBe(false);
    expect(agrees(0.12, 3, null)).toBe(false);
    expect(agrees(0.12, 3, Number.NaN)).toBe(false);
  });

  test("besideSource(published, ours) agrees with any number rounded to its decimals, and not with one two units away", () => {
    fc.assert(
      fc.property(
        fc.double({ min: -1000, max: 1000, noNaN: true }),
        fc.integer({ min: 0, max: 8 }),
        (own, decimals) => {
          const published = Number(own.toFixed(decimals));
          const row = (value: number) =>
            besideSource([{ what: "a", published: value, decimals }], [{ what: "a", ours: own }]).rows[0]!;
          expect(row(published).agrees).toBe(true);
          expect(row(published + 2 * 10 ** -decimals).agrees).toBe(false);
        },
      ),
    );
  });

  test("besideSource(published, ours) tells numbers apart by ours' texts and carries the source's others along", () => {
    const beside = besideSource(
      [{ place: "table 2", driver: "raises", published: 0.12, decimals: 3 }],
      [...ours, { driver: "learning", ours: 0.156 }],
    );
    expect(beside.by).toEqual(["driver", "place"]);
    expect(beside.rows[0]!.texts).toEqual({ place: "table 2", driver: "raises" });
    expect(beside.unpublished).toBe(2);
  });

  test("besideSource(published, ours) is plain data: it can be written as JSON and read back", () => {
    const beside = besideSource(source, [{ driver: "raises", ours: null }, ours[1]!]);
    expect(JSON.parse(JSON.stringify(beside))).toEqual(beside);
    expect(beside.rows[1]).toMatchObject({ ours: null, difference: null, agrees: false });
  });
});

describe("besideSource(published, ours) refuses", () => {
  const said = (published: readonly object[], own: readonly object[]) => () =>
    besideSource(published as never, own as never);

  test("a published number without one of ours, by name", () => {
    expect(said(source, [ours[0]!])).toThrow(
      "besideSource requires a number of ours for each published; got none for driver 'complaints'",
    );
    expect(said(source, [])).toThrow("besideSource requires numbers of ours to set beside the source's; got none");
  });

  test("the same number twice, on either side", () => {
    expect(said([...source, source[0]!], ours)).toThrow(
      "besideSource requires each number once; got driver 'complaints' twice in the source",
    );
    expect(said(source, [...ours, ours[0]!])).toThrow(
      "besideSource requires each number once; got driver 'raises' twice in ours",
    );
  });

  test("a text that the source has no column for, with the nearest", () => {
    expect(said(source, [{ drivers: "raises", ours: 0.1 }])).toThrow(
      "besideSource requires numbers named as in the source; got 'drivers', which it has not; nearest: 'driver'",
    );
    expect(said(source, [{ zz: "raises", ours: 0.1 }])).toThrow("which it has not; it has 'driver'");
  });

  test("what is no table of published numbers, with the row", () => {
    expect(said([], ours)).toThrow("besideSource requires numbers of the source; got a table without rows");
    expect(said([{ driver: "raises", published: 0.12 }], ours)).toThrow(
      "besideSource requires a column 'decimals' in the source's numbers; got driver, published",
    );
    expect(said([{ driver: "raises", published: "0.12", decimals: 2 }], ours)).toThrow(
      "besideSource requires published numbers; got '0.12' (row 1)",
    );
    expect(said([source[0]!, { driver: "raises", published: 0.12, decimals: 2.5 }], ours)).toThrow(
      "besideSource requires decimals, a whole number from 0 to 15; got 2.5 (row 2)",
    );
  });
});
