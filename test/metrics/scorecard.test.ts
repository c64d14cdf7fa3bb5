import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { ces } from "../../src/metrics/ces/ces.js";
import { churn } from "../../src/metrics/churn/churn.js";
import { churnFromCounts } from "../../src/metrics/churn/churnFromCounts.js";
import { compoundRate } from "../../src/metrics/churn/compoundRate.js";
import { csat, csatFromCounts } from "../../src/metrics/csat/csat.js";
import { nps, npsFromCounts } from "../../src/metrics/nps/nps.js";
import { type PublishedIndicator, type ScorecardEntry, scorecard } from "../../src/metrics/scorecard/scorecard.js";
import reference from "../fixtures/scorecard/scorecard.json";

const frame = (columns: object) => new DataFrame(columns as Record<string, unknown[]>);

const published = (more: Partial<PublishedIndicator> = {}): PublishedIndicator => ({
  label: "Repeat purchase",
  unit: "share",
  estimate: 0.6,
  lower: 0.5,
  upper: 0.7,
  n: 100,
  ...more,
});

const first = (entry: ScorecardEntry) => scorecard([entry]).rows[0]!;

/** Answers of two segments: A would recommend, B would not. */
const answers = () =>
  frame({
    recommend: [...Array(30).fill(10), ...Array(10).fill(3)],
    satisfaction: [...Array(28).fill(5), ...Array(8).fill(2), 3, 3, null, 4],
    effort: [...Array(20).fill(6), ...Array(20).fill(3)],
    segment: [...Array(20).fill("A"), ...Array(20).fill("B")],
    left: [...Array(4).fill(true), ...Array(36).fill(false)],
  });

describe("by hand", () => {
  test.each([
    ["all of the interval at or above the target", { atLeast: 0.5 }, "met", 0.1, null],
    ["all of it below", { atLeast: 0.71 }, "missed", -0.11, null],
    ["its end is the target: what is wanted is more than that end", { atLeast: 0.7 }, "cannot tell yet", -0.1, 101],
    ["half the way: four times the answers", { atLeast: 0.55 }, "cannot tell yet", 0.05, 400],
    ["less is wanted, and all of it is less", { atMost: 0.7 }, "met", 0.1, null],
    ["less is wanted, and all of it is more", { atMost: 0.49 }, "missed", -0.11, null],
    ["less is wanted, and it may be so", { atMost: 0.58 }, "cannot tell yet", -0.02, 2500],
  ] as const)("60 %% (50 %% to 70 %%) of 100 against a target: %s", (_, target, verdict, distance, nToTell) => {
    const row = first({ result: published(), target });
    expect(row.verdict).toBe(verdict);
    expect(row.distance).toBeCloseTo(distance, 12);
    expect(row.nToTell).toBe(nToTell);
    expect(row.moreToTell).toBe(nToTell === null ? null : nToTell - 100);
  });

  test("the half of the interval that counts is the one towards the target", () => {
    const skewed = published({ estimate: 0.1, lower: 0.08, upper: 0.2, n: 50 });
    expect(first({ result: skewed, target: { atMost: 0.15 } }).nToTell).toBe(200);
    expect(first({ result: skewed, target: { atMost: 0.09 } }).nToTell).toBe(200);
  });

  test("overall is the share of targets met, with the counts and without an interval", () => {
    const { overall, by, rows } = scorecard([
      { result: published({ label: "one" }), target: { atLeast: 0.4 } },
      { result: published({ label: "two" }), target: { atLeast: 0.9 } },
      { result: published({ label: "three" }), target: { atLeast: 0.6 } },
    ]);
    expect(overall).toEqual({
      estimate: 1 / 3,
      lower: null,
      upper: null,
      n: 3,
      met: 1,
      missed: 1,
      undecided: 1,
      note: "a count of targets: no interval of its own",
    });
    expect(by).toEqual(["indicator"]);
    expect(rows.map(({ keys, verdict, side }) => [keys.indicator, verdict, side])).toEqual([
      ["one", "met", "at least"],
      ["two", "missed", "at least"],
      ["three", "cannot tell yet", "at least"],
    ]);
  });

  test("the usual targets: NPS at least 50, CSAT at least 80 %, churn at most 5 % of the period said", () => {
    const { rows } = scorecard([
      { result: npsFromCounts({ promoters: 80, passives: 15, detractors: 5 }), target: { usual: "nps" } },
      { result: csatFromCounts([1, 2, 5, 40, 152], { rule: "top-2" }), target: { usual: "csat", rule: "top-2" } },
      {
        result: churnFromCounts({ churned: 3, atStart: 400 }, { denominator: "start" }),
        target: { usual: "churn", per: "month" },
      },
    ]);
    expect(rows.map(({ target, side, from }) => [target, side, from])).toEqual([
      [50, "at least", "usual"],
      [0.8, "at least", "usual"],
      [0.05, "at most", "usual"],
    ]);
    expect(rows.map(({ verdict }) => verdict)).toEqual(["met", "met", "met"]);
    expect(rows.map(({ unit }) => unit)).toEqual(["points", "share", "share"]);
    expect(rows[1]).toMatchObject({ rule: "top-2", per: null });
    expect(rows[2]).toMatchObject({ rule: null, per: "month" });
  });
});

describe("agrees with R", () => {
  test.each(reference.verdicts)("$name", ({ estimate, lower, upper, n, target, side, ...expected }) => {
    const aim = side === "at least" ? { atLeast: target } : { atMost: target };
    const row = first({ result: published({ unit: "score", estimate, lower, upper, n }), target: aim });
    expect(row.verdict).toBe(expected.verdict);
    expect(row.nToTell).toBe(expected.nToTell);
  });
});

describe("segments", () => {
  test("one row of a result is judged under its own name", async () => {
    const result = await nps(answers(), { score: "recommend", by: "segment" });
    const { rows } = scorecard([
      { result, target: { atLeast: 50 } },
      { result, segment: "A", target: { atLeast: 50 } },
      { result, segment: { segment: "B" }, label: "NPS of B", target: { atLeast: 50 } },
    ]);
    expect(rows.map(({ keys, estimate, verdict }) => [keys.indicator, estimate, verdict])).toEqual([
      ["NPS", 50, "cannot tell yet"],
      ["NPS, A", 100, "met"],
      ["NPS of B", 0, "missed"],
    ]);
    expect(rows[0]!.note).toBe("the estimate is the target: no number of answers would tell");
  });

  test("a segment without a name is picked as null", async () => {
    const some = frame({ recommend: [10, 9, 3], segment: ["A", null, "A"] });
    const result = await nps(some, { score: "recommend", by: "segment" });
    expect(first({ result, segment: null, target: { atLeast: 50 } })).toMatchObject({ estimate: 100, n: 1 });
  });

  test("by the columns of the results: every segment with every indicator; overall stays that of everybody", async () => {
    const entries: ScorecardEntry[] = [
      { result: await nps(answers(), { score: "recommend", by: "segment" }), target: { atLeast: 40 } },
      {
        result: await csat(answers(), { score: "satisfaction", rule: "top-2", by: "segment" }),
        target: { atLeast: 0.3, rule: "top-2" },
      },
    ];
    const whole = scorecard(entries);
    const split = scorecard(entries, { by: "segment" });
    expect(split.overall).toEqual(whole.overall);
    expect(split.by).toEqual(["segment", "indicator"]);
    expect(split.rows.map(({ keys, verdict }) => [keys.segment, keys.indicator, verdict])).toEqual([
      ["A", "NPS", "met"],
      ["A", "CSAT (top two: 4 and 5 of 1 to 5)", "met"],
      ["B", "NPS", "missed"],
      ["B", "CSAT (top two: 4 and 5 of 1 to 5)", "cannot tell yet"],
    ]);
    expect(split.segments.map(({ keys, met, missed, undecided }) => [keys, met, missed, undecided])).toEqual([
      [{ segment: "A" }, 2, 0, 0],
      [{ segment: "B" }, 0, 1, 1],
    ]);
  });

  test("a segment that one result does not know is not judged", async () => {
    const some = frame({ left: [true, false], segment: ["A", "C"] });
    const { rows } = scorecard(
      [
        { result: await nps(answers(), { score: "recommend", by: "segment" }), target: { atLeast: 40 } },
        {
          result: await churn(some, { churned: "left", denominator: "start", by: "segment" }),
          target: { atMost: 0.05, per: "year" },
        },
      ],
      { by: "segment" },
    );
    const unknown = rows.find(({ keys }) => keys.segment === "C" && keys.indicator === "NPS");
    expect(unknown).toMatchObject({ verdict: "cannot tell yet", n: 0, note: "nobody of this segment", distance: null });
  });
});

describe("laws", () => {
  // Large enough that rounding a part of them to whole customers does not matter.
  const counts = fc.record({
    promoters: fc.integer({ min: 40, max: 400 }),
    passives: fc.integer({ min: 40, max: 400 }),
    detractors: fc.integer({ min: 40, max: 400 }),
  });

  test("with so many answers of the same kind the verdict is there; with a tenth fewer it is not", () => {
    fc.assert(
      fc.property(counts, fc.integer({ min: -80, max: 80 }), (given, atLeast) => {
        const times = (factor: number) => ({
          promoters: Math.round(given.promoters * factor),
          passives: Math.round(given.passives * factor),
          detractors: Math.round(given.detractors * factor),
        });
        const at = (factor: number) =>
          first({ result: npsFromCounts(times(factor), { method: "wald" }), target: { atLeast } });
        const now = at(1);
        if (now.nToTell === null || Math.abs(now.distance!) < 1) return;
        const factor = now.nToTell / now.n;
        // Counts are whole: twenty times as many lose nothing that matters.
        if (factor * now.n < 200) return;
        expect(at(factor * 1.05).verdict).toBe(now.distance! > 0 ? "met" : "missed");
        if (factor > 1.2) expect(at(factor * 0.9).verdict).toBe("cannot tell yet");
      }),
      { numRuns: 60 },
    );
  });

  const interval = fc
    .tuple(
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
      fc.double({ min: 0, max: 1, noNaN: true }),
    )
    .map((bounds) => [...bounds].sort((a, b) => a - b) as [number, number, number]);

  test("turned round, at least becomes at most and nothing else changes", () => {
    fc.assert(
      fc.property(interval, fc.double({ min: 0, max: 1, noNaN: true }), ([lower, estimate, upper], target) => {
        const here = first({
          result: published({ unit: "score", estimate, lower, upper }),
          target: { atLeast: target },
        });
        const turned = published({ unit: "score", estimate: -estimate, lower: -upper, upper: -lower });
        const there = first({ result: turned, target: { atMost: -target } });
        expect(there.verdict).toBe(here.verdict);
        expect(there.nToTell).toBe(here.nToTell);
        expect(there.distance! - here.distance!).toBeCloseTo(0, 12);
      }),
      { numRuns: 100 },
    );
  });

  test("a verdict never changes when the interval narrows about the same estimate, but may appear", () => {
    fc.assert(
      fc.property(
        interval,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        ([lower, estimate, upper], target, part) => {
          const judge = (share: number) =>
            first({
              result: published({
                unit: "score",
                estimate,
                lower: estimate - share * (estimate - lower),
                upper: estimate + share * (upper - estimate),
              }),
              target: { atLeast: target },
            }).verdict;
          const wide = judge(1);
          if (wide !== "cannot tell yet") expect(judge(part)).toBe(wide);
        },
      ),
      { numRuns: 100 },
    );
  });

  test("the order of the entries is the order of the rows, and changes nothing else", () => {
    const entries = ["a", "b", "c"].map((label, i) => ({
      result: published({ label }),
      target: { atLeast: 0.3 + 0.2 * i },
    }));
    const forth = scorecard(entries);
    const back = scorecard([...entries].reverse());
    expect([...back.rows].reverse()).toEqual(forth.rows);
    expect(back.overall).toEqual(forth.overall);
  });
});

describe("edges", () => {
  test("what has no number is not judged, and says why", () => {
    const row = first({ result: npsFromCounts({ promoters: 0, passives: 0, detractors: 0 }), target: { atLeast: 50 } });
    expect(row).toMatchObject({
      estimate: null,
      verdict: "cannot tell yet",
      distance: null,
      nToTell: null,
      moreToTell: null,
      note: "no answers",
    });
  });

  test("without an interval nothing can be told; one bound is enough where it is the one that counts", () => {
    const bare = first({ result: published({ lower: null, upper: null }), target: { atLeast: 0.1 } });
    expect(bare).toMatchObject({ verdict: "cannot tell yet", nToTell: null, note: "no interval towards the target" });
    const below = published({ unit: "hours", estimate: 30, lower: 26, upper: null });
    expect(first({ result: below, target: { atMost: 24 } }).verdict).toBe("missed");
    expect(first({ result: below, target: { atMost: 40 } })).toMatchObject({
      verdict: "cannot tell yet",
      nToTell: null,
    });
  });

  test("answers all alike under a method that sees no width decide nothing; a census does", () => {
    const alike = npsFromCounts({ promoters: 3, passives: 0, detractors: 0 }, { method: "wald" });
    expect(first({ result: alike, target: { atLeast: 50 } })).toMatchObject({
      verdict: "cannot tell yet",
      note: "all answers in one class: the Wald interval has no width; no interval towards the target",
    });
    const census = npsFromCounts({ promoters: 6, passives: 3, detractors: 1 }, { population: 10 });
    expect(first({ result: census, target: { atLeast: 50 } }).verdict).toBe("met");
  });

  test("a distance that no number of answers would tell", () => {
    const near = published({ estimate: 0.6, lower: 0.5, upper: 0.7 });
    expect(first({ result: near, target: { atLeast: 0.6 + 1e-12 } })).toMatchObject({
      nToTell: null,
      note: "so near the target that no number of answers would tell",
    });
  });
});

describe("refuses", () => {
  const refused = (...entries: readonly ScorecardEntry[]) => expect(() => scorecard(entries));
  const rate = churnFromCounts({ churned: 30, atStart: 400 }, { denominator: "start" });
  const score = csatFromCounts([1, 2, 5, 40, 52], { rule: "top-2" });
  const plain = npsFromCounts({ promoters: 12, passives: 6, detractors: 4 });

  test("a churn target without its period, or with another than the rate's", async () => {
    refused({ result: rate, target: { atMost: 0.05 } }).toThrow(
      "scorecard requires the period that 'Churn (of customers at the start)' is of, per: 'day', 'week', 'month', 'quarter', 'year' or days above 0; got none",
    );
    const dated = frame({ came: ["2024-01-05", "2024-02-01"], went: ["2025-02-03", null] });
    const period = { from: "2025-01-01", to: "2025-03-31" };
    const quarter = await churn(dated, { churned: "went", joined: "came", denominator: "start", period });
    refused({ result: quarter, target: { atMost: 0.05, per: "month" } }).toThrow(
      "per its own period, which has 90 days; got per 'month' (compoundRate makes it the rate of another period)",
    );
    expect(first({ result: quarter, target: { atMost: 0.05, per: "quarter" } }).per).toBe("quarter");
    expect(first({ result: quarter, target: { atMost: 0.05, per: 90 } }).per).toBe(90);
    const monthly = await churn(dated, {
      churned: "went",
      joined: "came",
      denominator: "start",
      period: { ...period, each: "month" },
    });
    const february = { result: monthly, segment: "2025-02" };
    expect(first({ ...february, target: { atMost: 0.05, per: "month" } }).estimate).toBe(0.5);
    refused({ ...february, target: { atMost: 0.05, per: "quarter" } }).toThrow("which has 28 days; got per 'quarter'");
    const year = compoundRate(quarter.overall, { from: "quarter", to: "year" });
    const yearly = { label: "Churn a year", unit: "share", metric: "churn", ...year } as const;
    expect(first({ result: yearly, target: { atMost: 0.2, per: "year" } }).estimate).toBeCloseTo(1 - 0.5 ** 4, 12);
  });

  test("churn per customer-day has no period of its own: what is said stands", async () => {
    const dated = frame({ came: ["2024-01-05", "2024-02-01"], went: ["2025-02-03", null] });
    const asked = { churned: "went", joined: "came", denominator: "exposure", perDays: 30 } as const;
    const result = await churn(dated, { ...asked, period: { from: "2025-01-01", to: "2025-03-31" } });
    expect(first({ result, target: { atMost: 0.05, per: 30 } }).per).toBe(30);
  });

  test("a satisfaction target without its rule, or by another than the score's", () => {
    refused({ result: score, target: { atLeast: 0.8 } }).toThrow(
      "scorecard requires a rule of 'CSAT (top two: 4 and 5 of 1 to 5)' of 'top-box', 'top-2', 'mean'; got none",
    );
    refused({ result: score, target: { atLeast: 0.8, rule: "top-box" } }).toThrow(
      "scorecard requires 'CSAT (top two: 4 and 5 of 1 to 5)' by its own rule 'top-2'; got 'top-box'",
    );
    const mean = csatFromCounts([1, 2, 5, 40, 52], { rule: "mean" });
    refused({ result: mean, target: { usual: "csat", rule: "mean" } }).toThrow("the usual target of csat is a share");
    refused({ result: mean, target: { atLeast: 0.8, rule: "mean" } }).toThrow("from 1 to 5; got 0.8");
  });

  test("an effort target without its version, of the other one, or on its bad side", async () => {
    const result = await ces(answers(), { score: "effort", version: 2 });
    const name = "'CES 2.0 (mean ease, 1 to 7, high is good)'";
    refused({ result, target: { atLeast: 5 } }).toThrow(
      `scorecard requires a version of ${name} of '1', '2'; got none`,
    );
    refused({ result, target: { atMost: 2, version: 1 } }).toThrow(`requires ${name} in its own version 2; got 1`);
    refused({ result, target: { atMost: 2, version: 2 } }).toThrow(
      `scorecard requires atLeast of ${name}, of which more is better; got atMost 2`,
    );
  });

  test("a target that is not one, is two, or cannot be", () => {
    refused({ result: plain, target: undefined as never }).toThrow(
      "scorecard requires a target of 'NPS', such as { atLeast: 50 }; got none",
    );
    refused({ result: plain, target: {} as never }).toThrow(
      "scorecard requires a target of 'NPS', one of 'atLeast', 'atMost', 'usual'; got none",
    );
    refused({ result: plain, target: { atLeast: 5, atMost: 9 } as never }).toThrow("got atLeast and atMost");
    refused({ result: plain, target: { atLeast: 150 } }).toThrow(
      "scorecard requires a target of 'NPS' from -100 to 100; got 150",
    );
    const index = published({ label: "Revenue index", unit: "index", estimate: 112, lower: 104, upper: 120 });
    expect(first({ result: index, target: { atLeast: 103 } }).verdict).toBe("met");
    refused({ result: { ...index, metric: "customerPerformanceIndex" }, target: { atLeast: 103 } }).toThrow(
      "from 0 to 100; got 103",
    );
    refused({ result: published({ unit: "hours" }), target: { atMost: -1 } }).toThrow("of at least 0; got -1");
    refused({ result: rate, target: { atMost: 5, per: "year" } }).toThrow(
      "from 0 to 1; got 5; as a share that is 0.05",
    );
    refused({ result: rate, target: { atLeast: 0.05, per: "year" } }).toThrow("of which less is better");
    refused({ result: plain, target: { usual: "churn", per: "year" } }).toThrow("takes no per of 'NPS'; got 'year'");
    refused({ result: plain, target: { usual: "churn" } }).toThrow(
      "scorecard requires a target of its own for 'NPS'; got the usual one of 'churn'",
    );
    refused({ result: plain, target: { usual: "nsp" as never } }).toThrow(
      "scorecard requires a usual target of 'NPS' of 'nps', 'csat', 'churn'; got 'nsp'",
    );
    refused({ result: plain, target: { atLeast: 50, rule: "top-2" } }).toThrow("takes no rule of 'NPS'; got 'top-2'");
  });

  test("no entries, one name twice, two levels", () => {
    refused().toThrow("scorecard requires at least one indicator; got none");
    refused({ result: plain, target: { atLeast: 50 } }, { result: plain, target: { atLeast: 20 } }).toThrow(
      "scorecard requires indicators of different names; got 'NPS' twice (give one a label)",
    );
    const wide = npsFromCounts({ promoters: 12, passives: 6, detractors: 4 }, { level: 0.99 });
    refused(
      { result: published({ level: 0.95 }), target: { atLeast: 0.5 } },
      { result: wide, target: { atLeast: 50 } },
    ).toThrow("scorecard requires intervals of one level; got 0.95 ('Repeat purchase') and 0.99 ('NPS')");
    refused({ result: published({ level: 95 }), target: { atLeast: 0.5 } }).toThrow("a level between 0 and 1");
  });

  test("a number without its parts, a promise, bounds the wrong way round", () => {
    const bare = { label: "x", unit: "share", estimate: 0.5 } as never;
    refused({ result: bare, target: { atLeast: 0.5 } }).toThrow(
      "scorecard requires a result, or a number with label, unit, estimate, lower, upper and n; got no lower",
    );
    const promise = nps(answers(), { score: "recommend" }) as never;
    refused({ result: promise, target: { atLeast: 50 } }).toThrow("a promise; put await before the call that made it");
    refused({ result: published({ lower: 0.8 }), target: { atLeast: 0.5 } }).toThrow(
      "scorecard requires numbers, bounds in order and an n of at least 0 of 'Repeat purchase'; got 0.6 (0.8 to 0.7), n = 100",
    );
  });

  test("a segment that is not there, and results that are not split alike", async () => {
    const result = await nps(answers(), { score: "recommend", by: "segment" });
    refused({ result, segment: "D", target: { atLeast: 50 } }).toThrow(
      "scorecard: 'NPS' has no segment 'D'; there are 'A', 'B'",
    );
    refused({ result: plain, segment: "A", target: { atLeast: 50 } }).toThrow(
      "scorecard requires 'NPS' by segment to take one; got no 'by'",
    );
    refused({ result: published(), segment: "A", target: { atLeast: 0.5 } }).toThrow("takes no segment of a published");
    const both = await nps(answers(), { score: "recommend", by: ["segment", "left"] });
    refused({ result: both, segment: "A", target: { atLeast: 50 } }).toThrow(
      "scorecard requires the segment of 'NPS' with a value for each of 'segment', 'left'; got 'A'",
    );
    const split = (...entries: readonly ScorecardEntry[]) => expect(() => scorecard(entries, { by: "segment" }));
    split({ result: plain, target: { atLeast: 50 } }).toThrow(
      "scorecard by 'segment' requires results by the same; 'NPS' is by none",
    );
    split({ result: published(), target: { atLeast: 0.5 } }).toThrow(
      "scorecard by 'segment' requires results for everybody; 'Repeat purchase' is one number",
    );
  });
});
