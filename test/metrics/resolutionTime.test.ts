import { DataFrame } from "danfojs-node";
import fc from "fast-check";
import { describe, expect, test } from "vitest";
import { resolutionTime, type WorkingHours } from "../../src/metrics/resolutionTime/resolutionTime.js";
import { minuteOf, workingMinutes } from "../../src/metrics/resolutionTime/workingHours.js";
import { openDuckdb } from "../../src/tables/duckdb/connection.js";
import { typedRelation } from "../../src/tables/duckdb/typed-relation.js";
import { sqlTable } from "../../src/tables/sql/sql-table.js";
import reference from "../fixtures/resolutionTime/resolutionTime.json";

interface Ticket {
  readonly opened: string | null;
  readonly resolved: string | null;
  readonly topic?: string | null;
}

const calendars = reference.calendars as unknown as Readonly<Record<string, WorkingHours>>;
const FRIDAY = calendars.Friday!;
const times = { opened: "opened", resolved: "resolved", asOf: "2026-04-01T00:00:00" } as const;

const frame = (tickets: readonly Ticket[]) =>
  new DataFrame({
    opened: tickets.map(({ opened }) => opened),
    resolved: tickets.map(({ resolved }) => resolved),
    topic: tickets.map(({ topic }) => topic ?? "question"),
  });

/** On 2026-03-02, a Monday. */
const at = (clock: string, day = "2026-03-02") => `${day}T${clock}:00`;
const solved = (from: string, to: string, more: object = {}): Ticket => ({
  opened: at(from),
  resolved: at(to),
  ...more,
});

describe("workingMinutes", () => {
  test.each(Object.keys(calendars))("counts as Python does minute by minute, weekend: %s", (name) => {
    const between = workingMinutes(calendars[name]!, "test");
    for (const one of reference.intervals.filter(({ calendar }) => calendar === name)) {
      expect(between(minuteOf(one.from)!, minuteOf(one.to)!), `${one.from} to ${one.to}`).toBe(one.minutes);
    }
  });

  test("counts days as numpy's busday_count does, before 1970 too", () => {
    const between = workingMinutes(calendars["Saturday and Sunday"]!, "test");
    for (const { from, to, days } of reference.spans) {
      expect(between(minuteOf(`${from}T00:00:00`)!, minuteOf(`${to}T00:00:00`)!)).toBe(days * 8 * 60);
    }
  });

  test("by hand: Wednesday 17:00 to Saturday 09:00, Thursday half a day, Friday none: 1 + 5 + 1 hours", () => {
    const between = workingMinutes(FRIDAY, "test");
    expect(between(minuteOf(at("17:00", "2026-03-04"))!, minuteOf(at("09:00", "2026-03-07"))!)).toBe(7 * 60);
    const holiday = workingMinutes({ ...FRIDAY, holidays: ["2026-03-05"] }, "test");
    expect(holiday(minuteOf(at("17:00", "2026-03-04"))!, minuteOf(at("09:00", "2026-03-07"))!)).toBe(2 * 60);
  });

  const minute = fc.integer({ min: -3_000_000, max: 30_000_000 });
  test("between(a, c) is between(a, b) + between(b, c), never below 0 nor above the clock; open all day it is the clock", () => {
    fc.assert(
      fc.property(minute, minute, minute, fc.constantFrom(...Object.values(calendars)), (x, y, z, calendar) => {
        const [a, b, c] = [x, y, z].sort((p, q) => p - q) as [number, number, number];
        const between = workingMinutes(calendar, "test");
        expect(between(a, c)).toBe(between(a, b) + between(b, c));
        expect(between(a, b)).toBeGreaterThanOrEqual(0);
        expect(between(a, b)).toBeLessThanOrEqual(b - a);
        expect(workingMinutes(calendars.none!, "test")(a, b)).toBe(b - a);
      }),
    );
  });

  test.each([
    [{ weekend: ["Freitag"] }, "test requires weekdays such as 'Friday', in English; got 'Freitag'"],
    [{ weekend: ["Thursday"] }, "test requires a weekday with hours or without; got 'Thursday' in weekend and in days"],
    [{ opens: "8:00" }, "test requires times of day such as '08:00'; got '8:00'"],
    [{ closes: "07:00" }, "test requires hours that close after they open; got 08:00 to 07:00"],
    [{ holidays: ["1405/01/01"] }, "test requires holidays such as '2026-03-21'; got '1405/01/01'"],
    [{ holidays: ["2026-02-30"] }, "test requires holidays such as '2026-03-21'; got '2026-02-30'"],
    [
      { weekend: ["Sunday", "Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday"], days: {} },
      "test requires a day of work; got a weekend of seven days",
    ],
  ])("%j is refused", (wrong, message) => {
    expect(() => workingMinutes({ ...FRIDAY, ...(wrong as object) }, "test")).toThrow(message);
  });

  test.each(["2026-03-02", "2026-02-30T10:00:00", "2026-03-02T25:00:00", "yesterday", null, 7])(
    "minuteOf(%s) is null",
    (text) => expect(minuteOf(text)).toBeNull(),
  );

  test("minuteOf counts from 1970 on, seconds and fractions included", () => {
    expect(minuteOf("1970-01-02T00:01:30")).toBe(1441.5);
    expect(minuteOf("1970-01-02 00:01")).toBe(1441);
  });
});

test("lifelines on the hours Python counted: median, P90, mean to 100 hours, mean of the resolved", async () => {
  const { rows, asOf, calendar, open, median, p90, meanTo100, meanOfResolved } = reference.tickets;
  const hours = calendars[calendar]!;
  const { overall, label } = await resolutionTime(frame(rows), { ...times, asOf, hours, horizon: 100 });
  expect(overall).toMatchObject({ n: 61, open, resolved: 61 - open });
  expect(overall.median.estimate).toBeCloseTo(median, 10);
  expect(overall.p90.estimate).toBeCloseTo(p90, 10);
  expect(overall.estimate).toBeCloseTo(meanTo100, 9);
  expect(overall.meanOfResolved).toBeCloseTo(meanOfResolved, 10);
  expect(label).toBe("Resolution time (working hours) within 100 hours");
});

test.each(reference.sets)("lifelines, hard cases: $name", async ({ rows, calendar, horizon, name, ...expected }) => {
  const hours = calendar === "none" ? {} : { hours: calendars[calendar]! };
  const { overall } = await resolutionTime(frame(rows), { ...times, asOf: reference.tickets.asOf, ...hours, horizon });
  const { open, median, p90, mean, meanOfResolved } = expected;
  expect(overall).toMatchObject({ n: rows.length, open, resolved: rows.length - open });
  for (const [found, value] of [
    [overall.median, median],
    [overall.p90, p90],
  ] as const) {
    if (value === null) expect([found.estimate, found.note]).toEqual([null, expect.any(String)]);
    else expect(found.estimate).toBeCloseTo(value, 10);
  }
  expect(overall.estimate! / mean).toBeCloseTo(1, 11);
  expect(overall.meanOfResolved! / meanOfResolved).toBeCloseTo(1, 12);
});

describe("by hand", () => {
  test("2, 4 and 6 hours: mean 4, standard error √(8/3 / 3), interval on the log scale", async () => {
    const { overall, label } = await resolutionTime(
      frame([solved("08:00", "10:00"), solved("08:00", "12:00"), solved("09:00", "15:00")]),
      times,
    );
    expect(overall.estimate).toBeCloseTo(4, 12);
    expect(overall.standardError).toBeCloseTo(Math.sqrt(8 / 9), 12);
    const factor = Math.exp((1.959963984540054 * Math.sqrt(8 / 9)) / 4);
    expect(overall.lower).toBeCloseTo(4 / factor, 10);
    expect(overall.upper).toBeCloseTo(4 * factor, 10);
    expect(overall).toMatchObject({ meanOfResolved: 4, median: { estimate: 4 }, p90: { estimate: 6 }, open: 0 });
    expect(label).toBe("Resolution time (around the clock)");
  });

  test("an open ticket counts for as long as it is open: the mean of the resolved alone is too short", async () => {
    const tickets = [solved("08:00", "10:00"), { opened: at("08:00"), resolved: null }];
    const { overall, horizon } = await resolutionTime(frame(tickets), { ...times, asOf: at("14:00") });
    // Half are resolved after 2 hours, half go on to the end of what is known, 6 hours: 2 + ½ · 4.
    expect([overall.estimate, horizon, overall.meanOfResolved]).toEqual([4, 6, 2]);
    expect(overall.p90).toMatchObject({ estimate: null, note: "not so many resolved within the 6 hours seen" });
  });

  test("what was resolved after asOf was open then, and what was opened after it was not there", async () => {
    const tickets = [solved("08:00", "10:00"), solved("08:00", "20:00"), solved("15:00", "16:00")];
    const { overall, excluded } = await resolutionTime(frame(tickets), { ...times, asOf: at("14:00") });
    expect(overall).toMatchObject({ estimate: 4, resolved: 1, open: 1, later: 1, n: 2 });
    expect(excluded).toEqual({ missing: 0, outOfRange: 1 });
  });
});

const moment = fc
  .integer({ min: 0, max: 40 * 24 * 4 })
  .map((quarters) => new Date(Date.UTC(2026, 1, 1) + quarters * 900_000).toISOString().slice(0, 19));
const ticket: fc.Arbitrary<Ticket> = fc
  .record({
    from: fc.option(moment, { nil: null, freq: 10 }),
    to: fc.option(moment, { nil: null, freq: 4 }),
    topic: fc.constantFrom("billing", "technical"),
  })
  .map(({ from, to, topic }) => ({
    opened: from,
    resolved: from !== null && to !== null && to < from ? null : to,
    topic,
  }));
const tickets = fc.array(ticket, { minLength: 1, maxLength: 20 });
const asked = { ...times, asOf: "2026-03-01T12:00:00", by: "topic" } as const;

describe("laws", () => {
  test("n, open and left out add up to the rows; lower ≤ mean ≤ upper ≤ … and mean ≤ horizon", () =>
    fc.assert(
      fc.asyncProperty(tickets, async (given) => {
        const { overall, rows } = await resolutionTime(frame(given), { ...asked, hours: FRIDAY });
        expect(overall.resolved + overall.open).toBe(overall.n);
        expect(overall.n + overall.missing + overall.later).toBe(given.length);
        expect(rows.reduce((sum, { n }) => sum + n, 0)).toBe(overall.n);
        for (const { estimate, lower, upper, horizon } of [overall, ...rows]) {
          if (estimate !== null) expect(estimate).toBeLessThanOrEqual(horizon! + 1e-9);
          if (lower !== null) expect(lower).toBeLessThanOrEqual(estimate!);
          if (upper !== null) expect(upper).toBeGreaterThanOrEqual(estimate!);
        }
      }),
      { numRuns: 60 },
    ));

  test("working hours open all day, without a weekend, are the clock's", () =>
    fc.assert(
      fc.asyncProperty(tickets, async (given) => {
        const { overall } = await resolutionTime(frame(given), { ...asked, hours: calendars.none! });
        expect(overall).toEqual((await resolutionTime(frame(given), asked)).overall);
      }),
      { numRuns: 40 },
    ));

  test("in DuckDB, text or timestamps, as in memory", async () => {
    const engine = await openDuckdb({ folders: [] }, { threads: 2 });
    let tables = 0;
    const inDuckdb = async (given: readonly Ticket[], type: string) => {
      const name = `tickets_${tables++}`;
      const cell = (text: string | null | undefined) => (text == null ? "NULL" : `'${text}'`);
      const rows = given.map((one) => `(${cell(one.opened)}, ${cell(one.resolved)}, ${cell(one.topic)})`);
      await engine.query(`CREATE TABLE ${name} (opened ${type}, resolved ${type}, topic VARCHAR)`);
      await engine.query(`INSERT INTO ${name} VALUES ${rows.join(", ")}`);
      return sqlTable(engine, await typedRelation(engine, name, "tickets"));
    };
    await fc.assert(
      fc.asyncProperty(tickets, fc.constantFrom("VARCHAR", "TIMESTAMP"), async (given, type) => {
        const options = { ...asked, hours: FRIDAY };
        expect(await resolutionTime(await inDuckdb(given, type), options)).toEqual(
          await resolutionTime(frame(given), options),
        );
      }),
      { numRuns: 30 },
    );
  });
});

describe("what cannot exist", () => {
  test.each([
    ["no ticket resolved yet", [{ opened: at("08:00"), resolved: null }]],
    ["no tickets with a known beginning", [{ opened: null, resolved: at("08:00") }]],
    ["no tickets opened by then", [solved("15:00", "16:00")]],
    ["nothing varies: no interval", [solved("08:00", "10:00")]],
  ])("%s", async (note, given) => {
    // A column of missing cells alone has no type: a ticket of another topic gives it one.
    const table = frame([...given, solved("08:00", "09:00", { topic: "other" })]);
    const { rows } = await resolutionTime(table, { ...times, asOf: at("14:00"), by: "topic", horizon: 2 });
    const row = rows.find(({ keys }) => keys.topic === "question")!;
    expect(row).toMatchObject({ note, lower: null, upper: null });
    if (note !== "nothing varies: no interval") expect(row.estimate).toBeNull();
  });

  test("a horizon beyond what was seen: null; a segment without a resolution does not cut the others", async () => {
    const open = { opened: at("08:00"), resolved: null };
    const far = await resolutionTime(frame([solved("08:00", "10:00"), open]), {
      ...times,
      asOf: at("14:00"),
      horizon: 9,
    });
    expect(far.overall).toMatchObject({ estimate: null, note: "followed only for 6 hours" });
    const table = frame([
      solved("08:00", "09:00"),
      solved("08:00", "13:00"),
      { ...open, opened: at("13:59"), topic: "new" },
    ]);
    const { horizon, rows } = await resolutionTime(table, { ...times, asOf: at("14:00"), by: "topic" });
    expect(horizon).toBe(5);
    expect(rows.map(({ estimate }) => estimate)).toEqual([null, 3]);
  });
});

describe("wrong calls", () => {
  test.each([
    [{ opened: "opend" }, "resolutionTime: no column 'opend' in the table; nearest: 'opened'"],
    [
      { resolved: "topic" },
      "resolutionTime requires date-times such as '2026-03-21T14:05:00' in 'topic'; got 'question' (2 rows, first at row 1)",
    ],
    [
      { opened: "resolved", resolved: "opened" },
      "resolutionTime requires 'opened' not before 'resolved'; got 2026-03-02T08:00:00 before 2026-03-02T10:00:00 (row 1)",
    ],
    [{ asOf: "2026-04-01" }, "resolutionTime requires an asOf such as '2026-07-01T00:00:00'; got '2026-04-01'"],
    [{ horizon: -1 }, "resolutionTime requires a horizon above 0; got -1"],
    [{ level: 0 }, "resolutionTime requires a level between 0 and 1"],
    [{ hours: { ...FRIDAY, opens: "late" } }, "resolutionTime requires times of day such as '08:00'; got 'late'"],
  ])("%j", async (wrong, message) => {
    const table = frame([solved("08:00", "10:00"), { opened: at("08:00"), resolved: null }]);
    await expect(resolutionTime(table, { ...times, ...(wrong as object) })).rejects.toThrow(message);
  });
});
