import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { scoreGroups } from "../../src/statistics/roc.js";
import { rocArea } from "../../src/statistics/rocArea.js";
import { rocAreaClustered } from "../../src/statistics/rocAreaClustered.js";
import python from "../fixtures/evaluateSignals/panel.json";
import roc from "../fixtures/roc/roc.json";
import { fixturePanel } from "../metrics/signalPanels.js";

const DAY = 86_400_000;

/** Of the fixtures' panel the cases whose horizon has been seen, with a strength. */
function casesOf(s: number) {
  const { customer, date, dates, left, signals } = fixturePanel();
  const day = (iso: string) => Date.parse(iso) / DAY;
  const rows = [...customer.keys()].filter(
    (row) => signals[s]!.fires[row] !== 255 && day(dates[date[row]!]!) + python.horizon <= day(python.until),
  );
  const leaves = rows.map((row) => {
    const leaving = left[customer[row]!] ?? null;
    return leaving !== null && day(leaving) <= day(dates[date[row]!]!) + python.horizon ? 1 : 0;
  });
  return { scores: rows.map((row) => signals[s]!.strength[row]!), leaves, cluster: rows.map((row) => customer[row]!) };
}

describe("rocAreaClustered", () => {
  test.each(python.signals.map((expected, s) => ({ s, expected })))(
    "signal $s as numpy has it pair by pair, and close to the spread of areas of customers drawn anew",
    ({ s, expected }) => {
      const { scores, leaves, cluster } = casesOf(s);
      const { auc, standardError } = rocAreaClustered(scores, leaves, cluster)!;
      expect(auc).toBeCloseTo(expected.auc, 13);
      expect(standardError! ** 2).toBeCloseTo(expected.variance, 13);
      expect(standardError! / expected.resampled).toBeGreaterThan(0.95);
      expect(standardError! / expected.resampled).toBeLessThan(1.06);
    },
  );

  test.each(roc.cases)(
    "with one case a customer it is DeLong's, as R's pROC has it: $name",
    ({ first, outcome, ofFirst }) => {
      const found = rocAreaClustered(first, outcome, [...outcome.keys()])!;
      expect(found.auc).toBeCloseTo(ofFirst.auc, 13);
      if (ofFirst.variance === null) return expect(found.standardError).toBeNull();
      expect(found.standardError! ** 2).toBeCloseTo(ofFirst.variance, 13);
    },
  );

  const cases = fc.array(
    fc.record({ score: fc.integer({ min: -3, max: 3 }), leaves: fc.integer({ min: 0, max: 1 }) }),
    {
      minLength: 6,
      maxLength: 30,
    },
  );

  test("every case twice under its customer changes neither the area nor its error", () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const of = (all: typeof rows, cluster: number[]) =>
          rocAreaClustered(
            all.map(({ score }) => score),
            all.map(({ leaves }) => leaves),
            cluster,
          );
        const ids = rows.map((_, i) => i % 5);
        const [once, twice] = [of(rows, ids), of([...rows, ...rows], [...ids, ...ids])];
        expect([twice?.auc, twice?.standardError]).toEqual([
          once === null ? undefined : expect.closeTo(once.auc, 12),
          once?.standardError == null ? once?.standardError : expect.closeTo(once.standardError, 7),
        ]);
      }),
      { numRuns: 50 },
    );
  });

  test("the area is that of all cases, whosever they are", () => {
    fc.assert(
      fc.property(cases, (rows) => {
        const [scores, leaves] = [rows.map(({ score }) => score), rows.map((row) => row.leaves)];
        const expected = rocArea(scoreGroups(scores, leaves));
        const found = rocAreaClustered(
          scores,
          leaves,
          rows.map((_, i) => i % 3),
        );
        expect(found?.auc).toEqual(expected === null ? undefined : expect.closeTo(expected.auc, 12));
      }),
      { numRuns: 50 },
    );
  });

  test("one customer has no error; nobody who leaves, no area", () => {
    expect(rocAreaClustered([1, 2, 3], [0, 1, 0], [7, 7, 7])).toEqual({
      auc: 0.5,
      standardError: null,
      positives: 1,
      negatives: 2,
    });
    expect(rocAreaClustered([1, 2], [0, 0], [1, 2])).toBeNull();
  });

  test("errors", () => {
    const message = "rocAreaClustered requires 2 of each, one a case; got 2 scores and 1 clusters";
    expect(() => rocAreaClustered([1, 2], [0, 1], [1])).toThrow(message);
    expect(() => rocAreaClustered([1, Number.NaN], [0, 1], [1, 2])).toThrow("requires finite scores; got NaN (row 2)");
    expect(() => rocAreaClustered([1, 2], [0, 2], [1, 2])).toThrow("requires outcomes of 0 or 1; got 2 (row 2)");
  });
});
