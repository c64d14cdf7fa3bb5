import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { type ReasonsFixedOptions, reasonsFixed } from "../../src/metrics/reasonsFixed/reasonsFixed.js";
import { type Columns, expectSame, expectSameInDuckdb, inDuckdb } from "./sameInDuckdb.js";

const frame = (columns: Columns) => new DataFrame(columns as Record<string, unknown[]>);
const timed = { duration: "days", left: "left", reason: "reason", resamples: 100 } as const;
const fixing = (effectiveness: number, reasons: string | string[] = "A") => ({ fix: { reasons, effectiveness } });

/** Customers with A, B and C at least once, the last watched longest. */
const customers = fc
  .array(
    fc.record({
      days: fc.integer({ min: 0, max: 8 }),
      reason: fc.constantFrom("A", "B", "C", "Don't know", null),
      left: fc.boolean(),
      value: fc.integer({ min: 1, max: 50 }),
      segment: fc.constantFrom("x", "y"),
    }),
    { minLength: 3, maxLength: 25 },
  )
  .map((rows) => {
    const all = [
      ...rows,
      ...["A", "B", "C"].map((reason, i) => ({ days: i + 1, reason, left: true, value: 5, segment: "x" })),
      ...["x", "y"].map((segment) => ({ days: 9, reason: null, left: false, value: 3, segment })),
    ];
    return {
      days: all.map(({ days }) => days),
      left: all.map(({ left }) => left),
      reason: all.map(({ left, reason }) => (left ? reason : null)),
      value: all.map(({ value }) => value),
      segment: all.map(({ segment }) => segment),
    };
  });

const laws = { numRuns: 25 };
const kept = async (columns: Columns, fixes: ReasonsFixedOptions["fixes"], more: object = {}) =>
  (await reasonsFixed(frame(columns), { ...timed, fixes, ...more })).overall;

const reversed = (columns: Columns) =>
  Object.fromEntries(Object.entries(columns).map(([name, cells]) => [name, [...cells].reverse()]));

describe("laws", () => {
  test("an effectiveness of 0 keeps nobody and changes nothing", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const row = await kept(columns, fixing(0, ["A", "B"]));
        expect([row.estimate, row.lower, row.upper, row.bySubtraction.estimate]).toEqual([0, 0, 0, 0]);
        expect(row.causes.map(({ stillLost }) => stillLost)).toEqual(row.causes.map(({ lost }) => lost));
      }),
      laws,
    );
  });

  test("1 for every reason keeps all who would have left for a known one; unknown ones alone still take theirs", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const known = {
          ...columns,
          reason: columns.reason.map((reason, i) =>
            columns.left[i] ? (reason === "A" || reason === "B" ? reason : "C") : null,
          ),
        };
        const row = await kept(known, fixing(1, ["A", "B", "C"]));
        expect(row.estimate).toBeCloseTo(row.lost.estimate!, 9);
        expect(row.stillLost.estimate).toBeCloseTo(0, 9);
      }),
      laws,
    );
  });

  test("kept = by subtraction − elsewhere − later = lost − still lost, each at least 0; never above subtraction", async () => {
    await fc.assert(
      fc.asyncProperty(customers, fc.double({ min: 0, max: 1, noNaN: true }), async (columns, effectiveness) => {
        const row = await kept(columns, fixing(effectiveness, ["A", "C"]), { values: "value" });
        const { bySubtraction, elsewhere, later, lost, stillLost } = row;
        expect(row.estimate).toBeCloseTo(bySubtraction.estimate! - elsewhere.estimate! - later.estimate!, 9);
        expect(row.estimate).toBeCloseTo(lost.estimate! - stillLost.estimate!, 9);
        expect(Math.min(elsewhere.estimate!, later.estimate!, row.estimate! + 1e-12)).toBeGreaterThanOrEqual(0);
        expect(row.estimate).toBeLessThanOrEqual(bySubtraction.estimate! + 1e-9);
        expect(row.values[0]!.kept.estimate).toBeLessThanOrEqual(row.values[0]!.bySubtraction.estimate! + 1e-9);
        const still = row.causes.reduce((sum, cause) => sum + cause.stillLost.estimate!, 0);
        expect(still).toBeCloseTo(stillLost.estimate!, 9);
      }),
      laws,
    );
  });

  test("a better fix keeps no fewer, and all fixes at once no fewer than any one, no more than subtraction adds up", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const fixes = { little: fixing(0.3).fix, much: fixing(0.6).fix, other: fixing(0.5, "B").fix };
        const { rows, overall } = await reasonsFixed(frame(columns), { ...timed, fixes });
        const [little, much, other] = rows.map(({ estimate }) => estimate!);
        expect(much).toBeGreaterThanOrEqual(little! - 1e-12);
        expect(overall.estimate).toBeGreaterThanOrEqual(Math.max(much!, other!) - 1e-12);
        const promised = rows.reduce((sum, { bySubtraction }) => sum + bySubtraction.estimate!, 0);
        expect(overall.estimate).toBeLessThanOrEqual(promised + 1e-9);
      }),
      laws,
    );
  });

  test("is unchanged by the order of rows, intervals and all", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        for (const more of [{}, { values: "value" }, { by: "segment", weight: "value" }]) {
          const options = { ...timed, fixes: fixing(0.4), ...more };
          const expected = await reasonsFixed(frame(columns), options);
          expectSame(await reasonsFixed(frame(reversed(columns)), options), expected);
        }
      }),
      { numRuns: 8 },
    );
  });

  test("weights of 1 equal none, and a value that is the same for all is kept as customers are", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const ones = { ...columns, one: columns.days.map(() => 1), seven: columns.days.map(() => 7) };
        const plain = await kept(ones, fixing(0.4));
        expectSame(await kept(ones, fixing(0.4), { weight: "one" }), plain);
        const row = await kept(ones, fixing(0.4), { values: "seven" });
        expect(row.values[0]!.kept.estimate).toBeCloseTo(7 * row.estimate!, 9);
        expect(row.values[0]!.kept.upper).toBeCloseTo(7 * row.upper!, 9);
      }),
      laws,
    );
  });

  test("by segment everybody is the sum of the segments, costs too", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        const fixes = { fix: { ...fixing(0.4).fix, cost: 60 }, other: { ...fixing(0.9, "B").fix, cost: { each: 3 } } };
        const options = { ...timed, fixes, by: "segment", values: "value" };
        const result = await reasonsFixed(frame(columns), options);
        const total = (of: (row: (typeof result.rows)[number]) => number, fix: string) =>
          result.rows.filter((row) => row.keys.fix === fix).reduce((sum, row) => sum + of(row), 0);
        for (const row of result.fixes) {
          expect(total(({ estimate }) => estimate!, row.fix)).toBeCloseTo(row.estimate!, 9);
          expect(total(({ cost }) => cost, row.fix)).toBeCloseTo(row.cost, 9);
          expect(total(({ netValue }) => netValue!.estimate!, row.fix)).toBeCloseTo(row.netValue!.estimate!, 9);
        }
        expect(result.fixes.map(({ cost }) => cost)).toEqual([expect.closeTo(60, 9), 3 * columns.days.length]);
        const together = result.together.reduce((sum, row) => sum + row.estimate!, 0);
        expect(together).toBeCloseTo(result.overall.estimate!, 9);
      }),
      laws,
    );
  });

  test("probabilities of being best and of none add up to 1; a dearer fix is never more often the best", async () => {
    await fc.assert(
      fc.asyncProperty(customers, fc.integer({ min: 0, max: 40 }), async (columns, cost) => {
        const of = (price: number) => ({ fix: { ...fixing(0.5).fix, cost: price }, other: fixing(0.5, "B").fix });
        const [cheap, dear] = [
          await reasonsFixed(frame(columns), { ...timed, fixes: of(cost), values: "value" }),
          await reasonsFixed(frame(columns), { ...timed, fixes: of(cost + 5), values: "value" }),
        ];
        const sum = cheap.rows.reduce((all, row) => all + row.probabilityBest!, cheap.probabilityNone!);
        expect(sum).toBeCloseTo(1, 12);
        expect(dear.rows[0]!.probabilityBest).toBeLessThanOrEqual(cheap.rows[0]!.probabilityBest!);
      }),
      laws,
    );
  });

  test("gives the same numbers wherever the rows are", async () => {
    await fc.assert(
      fc.asyncProperty(customers, async (columns) => {
        for (const more of [{ values: "value", by: "segment" }, { weight: "value" }]) {
          await expectSameInDuckdb(columns, (table) => reasonsFixed(table, { ...timed, fixes: fixing(0.4), ...more }));
        }
      }),
      { numRuns: 4 },
    );
  });
});

describe("dates, and reasons from another table", () => {
  const cohort = {
    customer: ["a", "b", "c", "d", "e", "f"],
    left_on: ["2026-01-01", "2026-01-03", null, "2026-01-09", "2026-01-10", null],
    worth: [1, 2, 3, 4, 5, 6],
  };
  const interviews = {
    id: ["z", "b", "a", "d", "y"],
    why: ["A", "  ", "A", "B", "A"],
  };
  const watched = { from: "2026-01-01", until: "2026-01-09", leftOn: "left_on" };
  const options = { customer: "customer", watched, fixes: fixing(0.5), values: "worth", resamples: 100 } as const;

  test("days count both ends, who left after the last day was there, and no reason is a cause of its own", async () => {
    const reason = { table: frame(interviews), column: "why", customer: "id" };
    const result = await reasonsFixed(frame(cohort), { ...options, reason });
    const given = {
      days: [1, 3, 9, 9, 9, 9],
      left: [1, 1, 0, 1, 0, 0],
      reason: ["A", null, null, "B", null, null],
      worth: cohort.worth,
    };
    const { watched: _, ...rest } = options;
    const { customer: __, ...plain } = rest;
    expectSame(
      { ...result, unused: null },
      { ...(await reasonsFixed(frame(given), { ...timed, ...plain })), unused: null },
    );
    expect(result.horizon).toBe(9);
    expect(result.unused).toEqual({ stayed: 0, strangers: 2 });
    expect(result.overall.causes.map(({ reason: name, kind, lost }) => [name, kind, lost.estimate])).toEqual([
      ["A", "actionable", expect.closeTo(1, 12)],
      ["B", "actionable", expect.closeTo(1, 12)],
      [null, "unknown", expect.closeTo(1, 12)],
    ]);
  });

  test("both tables may be elsewhere, and the first day a column", async () => {
    const columns = { ...cohort, joined: cohort.customer.map(() => "2026-01-01") };
    const reason = { table: await inDuckdb(interviews), column: "why", customer: "id" };
    const found = await reasonsFixed(await inDuckdb(columns), {
      ...options,
      reason,
      watched: { ...watched, from: "joined" },
    });
    expectSame(
      found,
      await reasonsFixed(frame(cohort), { ...options, reason: { ...reason, table: frame(interviews) } }),
    );
  });

  const wrong = (change: object, table: Columns = cohort, reasons: Columns = interviews) =>
    reasonsFixed(frame(table), {
      ...options,
      reason: { table: frame(reasons), column: "why", customer: "id" },
      ...change,
    } as ReasonsFixedOptions);

  test("refuses a customer twice, in either table, with the row", async () => {
    await expect(wrong({}, { ...cohort, customer: ["a", "b", "a", "d", "e", "b"] })).rejects.toThrow(
      "reasonsFixed requires each customer once in 'customer' of the table; got a again (2 rows, first at row 3)",
    );
    await expect(wrong({}, cohort, { ...interviews, id: ["z", "b", "a", "d", "a"] })).rejects.toThrow(
      "reasonsFixed requires each customer once in 'id' of the table; got a again (row 5); give one row a customer, with the main reason",
    );
  });

  test("refuses tables that do not join, days of leaving before the first, and dates that are none", async () => {
    await expect(wrong({}, cohort, { ...interviews, id: ["1", "2", "3", "4", "5"] })).rejects.toThrow(
      "reasonsFixed: none of the 3 who left is in 'id' of the table, such as a; got 1 there",
    );
    await expect(wrong({ customer: undefined })).rejects.toThrow(
      "reasonsFixed requires 'customer', the column that joins the reasons' table; got none",
    );
    await expect(wrong({ watched: { ...watched, from: "2026-01-02" } })).rejects.toThrow(
      "reasonsFixed requires days of leaving in 'left_on' not before the first day; got 2026-01-01 before 2026-01-02 (row 1)",
    );
    await expect(wrong({ watched: { ...watched, until: "2025-12-31" } })).rejects.toThrow(
      "reasonsFixed requires the last day not before the first day; got 2025-12-31 before 2026-01-01 (6 rows, first at row 1)",
    );
    await expect(wrong({}, { ...cohort, left_on: ["soon", null, null, null, null, null] })).rejects.toThrow(
      "reasonsFixed requires dates such as 2025-07-01 in 'left_on'; got 'soon' (row 1)",
    );
  });
});

describe("edges", () => {
  const small = {
    days: [1, 2, 3, 4, 4],
    left: [true, true, false, true, false],
    reason: ["A", "B", "None", "null", null],
    value: [1, -2, 3, 4, 5],
    segment: ["x", "x", "x", "y", "y"],
  };

  test("'None' and 'null' are reasons, and one of a customer who stayed is told with its row and not counted", async () => {
    const result = await reasonsFixed(frame(small), { ...timed, fixes: fixing(0.5, ["null"]) });
    expect(result.overall.causes.map(({ reason }) => reason)).toEqual(["A", "B", "null"]);
    expect(result.overall.note).toBe(
      "only 1 at risk at the horizon; 1 who stayed have a reason (first at row 3), which is not counted",
    );
    expect(result.unused.stayed).toBe(1);
  });

  test("beyond the last look nothing is known, even where all have left: nobody shows how those spared would fare", async () => {
    const result = await reasonsFixed(frame(small), { ...timed, fixes: fixing(0.5), horizon: 5 });
    expect([result.overall.estimate, result.overall.note?.split(";")[0]]).toEqual([null, "followed only to 4"]);
    expect([result.rows[0]!.rank, result.rows[0]!.netValue, result.probabilityNone]).toEqual([null, null, null]);
    const gone = { days: [1, 2], left: [true, true], reason: ["A", "B"] };
    expect((await reasonsFixed(frame(gone), { ...timed, fixes: fixing(1), horizon: 3 })).overall.estimate).toBeNull();
    expect((await reasonsFixed(frame(gone), { ...timed, fixes: fixing(1) })).overall.estimate).toBeCloseTo(0, 12);
  });

  test("where nobody left for the reason in time, 0 without an interval", async () => {
    const { rows, horizon } = await reasonsFixed(frame(small), { ...timed, fixes: fixing(0.5), by: "segment" });
    expect(horizon).toBe(3);
    const y = rows.find(({ keys }) => keys.segment === "y")!;
    expect([y.estimate, y.lower, y.upper]).toEqual([0, null, null]);
    expect(y.note).toBe("nobody left for 'A' by 3: nothing to keep, no interval; only 2 at risk at the horizon");
  });

  test("one customer, who left", async () => {
    const one = { days: [2], left: [true], reason: ["A"] };
    const { overall } = await reasonsFixed(frame(one), { ...timed, fixes: fixing(0.25) });
    expect([overall.estimate, overall.lower, overall.upper, overall.n]).toEqual([0.25, 0.25, 0.25, 1]);
  });

  test("an empty table has no estimate", async () => {
    const none = { days: [null], left: [true], reason: ["A"] };
    const result = await reasonsFixed(frame({ ...none, days: [null, null], left: [true, null], reason: ["A", "A"] }), {
      ...timed,
      fixes: fixing(0.25),
    }).catch((error: Error) => error.message);
    expect(
      typeof result === "string" ? result : [result.overall.note, result.horizon, result.excluded.missing],
    ).toEqual(["no customers", null, 2]);
  });

  test("rows without a time, a value or a weight are left out and counted; a negative value is nothing to lose if asked", async () => {
    const gaps = { ...small, days: [null, 2, 3, 4, 4], value: [1, -2, null, 4, 5] };
    const options = { ...timed, fixes: fixing(0.5, "B"), values: "value", negative: "zero" } as const;
    const result = await reasonsFixed(frame(gaps), options);
    expect([result.excluded.missing, result.overall.n, result.overall.values[0]!.total]).toEqual([2, 3, 9]);
    expect(result.overall.note).toContain("1 values below 0 taken as nothing to lose");
  });

  test("reasons not known are left alone, or taken to be the others'", async () => {
    const columns = {
      days: [1, 1, 1, 1, 2, 2],
      left: [true, true, true, true, false, false],
      reason: ["A", "B", null, "Don't know", null, null],
    };
    const of = async (notKnown: "untouched" | "shared") =>
      (await reasonsFixed(frame(columns), { ...timed, fixes: fixing(0.5), notKnown })).overall;
    expect((await of("untouched")).estimate).toBeCloseTo(0.5, 12);
    // Of the known half left for A: half of the two unknown ones, and half of that is kept.
    expect((await of("shared")).estimate).toBeCloseTo(1, 12);
  });

  test("net value, ranks and probabilities are of the value asked for, the first unless asked", async () => {
    const columns = { ...small, value: [1, 2, 3, 4, 5], margin: [5, 1, 1, 1, 1] };
    const fixes = { a: { reasons: "A", effectiveness: 0.5, cost: 0.2 }, b: { reasons: "B", effectiveness: 0.5 } };
    const options = { ...timed, fixes, values: { revenue: "value", margin: "margin" } };
    const first = await reasonsFixed(frame(columns), options);
    const asked = await reasonsFixed(frame(columns), { ...options, net: "margin" });
    expect([first.net, asked.net]).toEqual(["revenue", "margin"]);
    expect(first.rows.map(({ rank }) => rank)).toEqual([2, 1]);
    expect(asked.rows.map(({ rank }) => rank)).toEqual([1, 2]);
    expect(asked.rows[0]!.netValue!.estimate).toBeCloseTo(asked.rows[0]!.values[1]!.kept.estimate! - 0.2, 12);
  });
});

describe("errors", () => {
  const small = {
    days: [1, 2, 3, 4],
    left: [true, true, true, false],
    reason: ["Late delivery", "Don't know", "Moved away", null],
    value: [1, -2, 3, 4],
  };
  const fix = (change: object) => ({ fixes: { fix: { reasons: "Late delivery", effectiveness: 0.5, ...change } } });
  const options = { ...timed, ...fix({}), involuntary: ["Moved away"] };

  test.each([
    ["no fixes", { fixes: {} }, /^reasonsFixed requires fixes, at least one, such as .+; got none$/],
    ["no reasons", fix({ reasons: [] }), "reasonsFixed requires the reasons of the fix 'fix'; got none"],
    [
      "a reason twice",
      fix({ reasons: ["a", "a"] }),
      "reasonsFixed requires different reasons in the fix 'fix'; got 'a' twice",
    ],
    [
      "a reason nobody gave",
      fix({ reasons: "Late delivry" }),
      "reasonsFixed: nobody gave the reason 'Late delivry' (fix 'fix'); nearest: 'Late delivery'",
    ],
    [
      "an involuntary reason",
      fix({ reasons: "Moved away" }),
      "reasonsFixed requires reasons that can be fixed; got 'Moved away' (involuntary) in 'fix'",
    ],
    [
      "an unknown one",
      fix({ reasons: "Don't know" }),
      "reasonsFixed requires reasons that can be fixed; got 'Don't know' (unknown) in 'fix'",
    ],
    [
      "percent",
      fix({ effectiveness: 70 }),
      "reasonsFixed requires an effectiveness from 0 to 1 of the fix 'fix', such as 0.7 or { lower: 0.5, upper: 0.9 }; got 70",
    ],
    ["no effectiveness", fix({ effectiveness: undefined }), /got undefined$/],
    ["bounds the wrong way", fix({ effectiveness: { lower: 0.9, upper: 0.5 } }), /; got 0\.9 to 0\.5$/],
    ["a cost below 0", fix({ cost: -1 }), "reasonsFixed requires a cost of at least 0 of the fix 'fix'; got -1"],
    ["a cost that is none", fix({ cost: { each: Number.NaN } }), /got NaN$/],
    ["a horizon of 0", { horizon: 0 }, "reasonsFixed requires a horizon above 0; got 0"],
    ["few resamples", { resamples: 10 }, "reasonsFixed requires at least 100 resamples, a whole number; got 10"],
    ["a level of 95", { level: 95 }, "reasonsFixed requires a level between 0 and 1, such as 0.95; got 95"],
    [
      "no left",
      { left: undefined },
      "reasonsFixed requires 'duration' and 'left', or in place of both 'watched'; got no left",
    ],
    ["both", { watched: { from: "a", until: "b", leftOn: "c" } }, /in place of both 'watched'; got both$/],
    ["a net value without values", { net: "value" }, "reasonsFixed requires values to make the net value of; got none"],
    ["an unknown net value", { values: "value", net: "margin" }, /requires a net value of 'value'; got 'margin'$/],
    [
      "a way of its own",
      { notKnown: "guess" },
      "reasonsFixed requires a notKnown of 'untouched', 'shared'; got 'guess'",
    ],
    ["no such column", { reason: "reasn" }, "reasonsFixed: no column 'reasn' in the table; nearest: 'reason'"],
    ["no such segment", { by: "region" }, /^reasonsFixed: no column 'region' in the table/],
    [
      "a negative value",
      { values: "value" },
      "reasonsFixed requires values of at least 0 in 'value'; got -2 (row 2); negative: 'zero' takes such customers as nothing to lose",
    ],
    [
      "a negative duration",
      { duration: "value" },
      "reasonsFixed requires durations of at least 0 in 'value'; got -2 (row 2)",
    ],
    ["words for numbers", { duration: "reason" }, "reasonsFixed requires numbers in 'reason'; got text in the table"],
    ["left in words", { left: "reason" }, /^reasonsFixed requires true and false, or 1 and 0, in 'reason'/],
  ] as [string, object, string | RegExp][])("%s", async (_, change, message) => {
    const call = reasonsFixed(frame(small), { ...options, ...change } as ReasonsFixedOptions);
    await expect(call).rejects.toThrow(message);
  });
});
