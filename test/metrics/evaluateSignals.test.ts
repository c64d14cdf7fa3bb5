import { describe, expect, test } from "vitest";
import { contactThreshold } from "../../src/metrics/evaluateSignals/contactThreshold.js";
import { type EvaluateSignalsOptions, evaluateSignals } from "../../src/metrics/evaluateSignals/evaluateSignals.js";
import { memoryTable } from "../../src/tables/memory/memory-table.js";
import cox from "../fixtures/evaluateSignals/cox.json";
import python from "../fixtures/evaluateSignals/panel.json";
import { fixturePanel, panelOf, reading, simulatedPanel } from "./signalPanels.js";

const fast = { resamples: 100 };
const close = (value: number | null, expected: number, digits = 6) => expect(value).toBeCloseTo(expected, digits);
const panel = fixturePanel();
const options = { until: python.until, horizon: python.horizon, lookBack: 84, budget: 0.1, ...fast };
const result = await evaluateSignals({ panel }, options);

describe("as R's survival, lifelines and numpy have it", () => {
  test.each(python.signals.map((expected, s) => ({ s, expected, r: cox.single[s]! })))(
    "the hazard ratio of signal $s changing over time, robust by customer",
    ({ s, expected, r }) => {
      const { estimate, lower, upper, pValue } = result.rows[s]!;
      close(Math.log(estimate!), r.coefficient[0]!, 8);
      close(Math.log(estimate!), expected.coefficient);
      close(lower, r.lower[0]!, 7);
      close(upper, r.upper[0]!, 7);
      close(pValue, Math.max(r.wald[0]!, r.ratio), 9);
    },
  );

  test("the hazard ratios of all signals in one model", () => {
    result.rows.forEach(({ adjusted }, s) => {
      close(Math.log(adjusted.estimate!), cox.joint.coefficient[s]!, 9);
      close(adjusted.lower, cox.joint.lower[s]!, 8);
      close(adjusted.upper, cox.joint.upper[s]!, 8);
    });
  });

  test("counts, area with Obuchowski's variance, distance, and the budget with ties counted in part", () => {
    result.rows.forEach(({ foresight }, s) => {
      const expected = python.signals[s]!;
      const { cases, leaving, firing, firingLeaving, auc, atBudget } = foresight;
      expect({ cases, leaving, firing, firingLeaving }).toEqual({
        cases: expected.cases,
        leaving: expected.leaving,
        firing: expected.firing,
        firingLeaving: expected.firingLeaving,
      });
      close(auc.estimate, expected.auc, 12);
      close(foresight.ks, expected.ks, 12);
      close(atBudget!.called, expected.atBudget[0]!, 9);
      close(atBudget!.reached, expected.atBudget[1]!, 9);
      const fifth = foresight.curve.find(({ share }) => share === 0.2)!;
      close(fifth.called, expected.atFifth[0]!, 9);
      close(fifth.reached, expected.atFifth[1]!, 9);
      const logits = [auc.lower!, auc.upper!].map((share) => Math.log(share / (1 - share)));
      const error = ((logits[1]! - logits[0]!) / 2 / 1.959964) * auc.estimate! * (1 - auc.estimate!);
      close(error ** 2, expected.variance, 9);
      const logLift = Math.log(foresight.lift.upper! / foresight.lift.lower!) / 2 / 1.959964;
      expect(logLift / expected.logLiftError).toBeGreaterThan(0.93);
      expect(logLift / expected.logLiftError).toBeLessThan(1.07);
    });
  });

  test("the landmark model of the score, its baseline and the risks", () => {
    const { coefficients, fitted, judged, baseRisk, calibration } = result.score;
    coefficients.forEach(({ coefficient, hazardRatio }, s) => {
      close(coefficient, cox.landmark.coefficient[s]!, 9);
      close(hazardRatio.lower, cox.landmark.lower[s]!, 8);
    });
    close(baseRisk, 1 - Math.exp(-cox.landmark.hazard), 10);
    expect([fitted!.cases, fitted!.leaving]).toEqual([cox.landmark.n, cox.landmark.events]);
    expect([judged!.from, judged!.cases]).toEqual([cox.landmark.from, cox.judged.n]);
    close(calibration!.predicted, cox.judged.mean, 10);
  });

  test("everybody counted once", () => {
    expect(result.panel).toMatchObject({
      dates: 18,
      cases: panel.date.length,
      customers: 150,
      leavers: python.leavers,
    });
    expect(result.rows.map(({ known, unknown }) => known + unknown)).toEqual(result.rows.map(() => panel.date.length));
  });
});

/** Ten customers on three dates ten days apart; a, b and c leave. Whom of them 'late' warns of. */
const DATES = ["2025-01-01", "2025-01-11", "2025-01-21"];
const LEFT = {
  a: "2025-01-15",
  b: "2025-01-25",
  c: "2025-01-28",
  d: null,
  e: null,
  f: null,
  g: null,
  h: null,
  i: null,
  j: null,
};
const FIRES: Record<string, string> = { "2025-01-01": "ad", "2025-01-11": "ab", "2025-01-21": "bc" };
const small = panelOf(LEFT, DATES, (rows) => [
  reading(
    "late",
    rows.map(({ customer, date }) => (FIRES[date]!.includes(customer) ? 1 : 0)),
  ),
  reading(
    "never",
    rows.map(() => 0),
  ),
  reading(
    "unread",
    rows.map(() => null),
  ),
]);
const smallOptions = { until: "2025-01-31", horizon: 10, lookBack: 14, budget: 2, ...fast };

describe("by hand, ten customers on three dates", () => {
  test("who leaves within ten days, for whom it fires", async () => {
    const { rows, overall } = await evaluateSignals({ panel: small }, smallOptions);
    const { foresight, known, firing, left, leftFiring } = rows[0]!;
    expect({ known, firing, left, leftFiring }).toEqual({ known: 29, firing: 6, left: 3, leftFiring: 3 });
    expect(foresight).toMatchObject({ cases: 29, leaving: 3, customers: 10, firing: 6, firingLeaving: 3 });
    expect(foresight.precision.estimate).toBe(0.5);
    expect(foresight.sensitivity.estimate).toBe(1);
    close(foresight.falseAlarms.estimate, 3 / 26, 12);
    close(foresight.lift.estimate, 0.5 / (3 / 29), 12);
    close(foresight.auc.estimate, (23 + 3 / 2) / 26, 12);
    // Two a date of ten, ten and nine: all for whom it fires, and nobody else.
    expect(foresight.atBudget).toMatchObject({ called: 6, reached: 3, perDate: 2 });
    expect(rows[0]!.finding).toBe("cannot tell");
    expect(rows[0]!.note).toBe("all who left did so while it fired: the hazard ratio would be infinite");
    expect(overall.firing).toBe(6);
  });

  test("days between a warning and leaving", async () => {
    const { lead } = (await evaluateSignals({ panel: small }, smallOptions)).rows[0]!;
    // a: 14 and 4 days before, b: 14 and 4, c: 7 (not on the day 17 before).
    expect(lead.leavers).toBe(3);
    expect(lead.warned.estimate).toBe(1);
    expect(lead.days).toEqual({ lowerQuartile: 7, median: 14, upperQuartile: 14, n: 3 });
    expect(lead.distribution).toEqual([
      { from: 0, to: 10, leavers: 1 },
      { from: 10, to: 14, leavers: 2 },
    ]);
    expect(lead.approach.map(({ firing }) => [firing.estimate, firing.n])).toEqual([
      [1, 3],
      [1, 2],
    ]);
    // Of seven who stay, and of those who leave more than 14 days later, d once on the first date.
    expect(lead.background.estimate).toBeGreaterThan(0);
    expect(lead.background.estimate).toBeLessThan(0.1);
  });

  test("nothing fires, nothing is read: null with a note, and nothing is NaN", async () => {
    const found = await evaluateSignals({ panel: small }, smallOptions);
    expect(found.rows.map(({ estimate, note }) => [estimate, note])).toEqual([
      [null, "all who left did so while it fired: the hazard ratio would be infinite"],
      [null, "it never fires"],
      [null, "no customer with a reading"],
    ]);
    expect(found.rows[1]!.foresight.precision).toEqual({
      estimate: null,
      lower: null,
      upper: null,
      n: 0,
      note: "it never fires",
    });
    expect(found.rows[1]!.foresight.auc.estimate).toBe(0.5);
    expect(found.rows[2]!.foresight.auc.note).toBe("no case with a reading whose horizon has been seen");
    expect(JSON.parse(JSON.stringify(found))).toEqual(found);
  });
});

describe("laws", () => {
  const strip = <Row extends { keys: unknown }>({ keys: _, ...row }: Row) => row;

  test("evaluateSignals is unchanged by the order of customers", async () => {
    const turned = [...panel.customers.keys()].reverse();
    const rows = [...panel.date.keys()].sort(
      (a, b) => panel.date[a]! - panel.date[b]! || panel.customer[b]! - panel.customer[a]!,
    );
    const of = <T>(values: ArrayLike<T>) => rows.map((row) => values[row]!);
    const other = await evaluateSignals(
      {
        panel: {
          ...panel,
          customers: turned.map((c) => panel.customers[c]!),
          since: turned.map((c) => panel.since[c]!),
          left: turned.map((c) => panel.left[c]!),
          customer: Int32Array.from(of(panel.customer), (c) => panel.customers.length - 1 - c),
          date: Int32Array.from(of(panel.date)),
          signals: panel.signals.map((one) => ({
            ...one,
            fires: Uint8Array.from(of(one.fires)),
            strength: Float64Array.from(of(one.strength)),
          })),
        },
      },
      options,
    );
    other.rows.forEach((row, s) => {
      const expected = result.rows[s]!;
      close(row.estimate, expected.estimate!, 9);
      close(row.lower, expected.lower!, 9);
      close(row.foresight.auc.lower, expected.foresight.auc.lower!, 9);
      close(row.foresight.atBudget!.reached, expected.foresight.atBudget!.reached, 9);
      expect(row.lead.days).toEqual(expected.lead.days);
      close(row.lead.background.estimate, expected.lead.background.estimate!, 9);
    });
    close(other.score.foresight!.auc.estimate, result.score.foresight!.auc.estimate!, 9);
    const names = (found: typeof result) => found.score.watchlist.map(({ customer }) => customer);
    expect(names(other)).toEqual(names(result));
  });

  test("a monotone transformation of strength changes no area, no lift and no budget", async () => {
    const signals = panel.signals.map((one) => ({ ...one, strength: one.strength.map((x) => Math.exp(3 * x) - 40) }));
    const other = await evaluateSignals({ panel: { ...panel, signals } }, options);
    expect(other.rows.map(({ foresight }) => foresight)).toEqual(result.rows.map(({ foresight }) => foresight));
  });

  test("a copy of a signal has its numbers, and is left out of the models of all signals with a note", async () => {
    const copy = { ...panel.signals[0]!, name: "copy" };
    const other = await evaluateSignals({ panel: { ...panel, signals: [...panel.signals, copy] } }, options);
    const [first, last] = [other.rows[0]!, other.rows[4]!];
    const own = { adjusted: null, adjustedPValue: null };
    expect({ ...strip(last), ...own }).toEqual({ ...strip(first), ...own });
    expect(last.adjusted).toMatchObject({ estimate: null, note: "it follows from 'signal 1'" });
    close(first.adjusted.estimate, result.rows[0]!.adjusted.estimate!, 9);
    expect(other.score.coefficients[4]).toMatchObject({ coefficient: 0, hazardRatio: { estimate: null } });
    close(other.score.foresight!.auc.estimate, result.score.foresight!.auc.estimate!, 12);
  });

  test("a signal that comes only after leaving follows, and never warns", async () => {
    const after = reading(
      "unsubscribed",
      Array.from(panel.date, () => 0),
      { onlyAfterLeaving: 70 },
    );
    const { rows } = await evaluateSignals({ panel: { ...panel, signals: [panel.signals[0]!, after] } }, options);
    expect(rows[1]!.finding).toBe("follows");
    expect(rows[1]!.note).toBe("it never fires; 70 who left without it had it afterwards");
    expect(rows[0]!.finding).toBe("warns");
  });

  test("counts hang together: gain times leavers is reached; precision is lift times the base rate; the curve rises to 1", () => {
    for (const { foresight } of [...result.rows, { foresight: result.score.foresight! }]) {
      for (const point of foresight.curve) {
        close(point.gain * foresight.leaving, point.reached, 9);
        close(point.precision, point.lift * foresight.baseRate.estimate!, 9);
      }
      foresight.curve.slice(1).forEach(({ gain }, i) => {
        expect(gain).toBeGreaterThanOrEqual(foresight.curve[i]!.gain - 1e-12);
      });
      close(foresight.curve.at(-1)!.gain, 1, 12);
    }
  });

  test("who left after 'until' is not known to have left", async () => {
    const earlier = "2025-07-20";
    const cut = Array.from(panel.date.keys()).filter((row) => panel.dates[panel.date[row]!]! <= earlier);
    const of = (keep: (day: string | null) => string | null) => ({
      ...panel,
      left: panel.left.map(keep),
      dates: panel.dates.filter((date) => date <= earlier),
      customer: Int32Array.from(cut, (row) => panel.customer[row]!),
      date: Int32Array.from(cut, (row) => panel.date[row]!),
      signals: panel.signals.map((one) => ({
        ...one,
        fires: Uint8Array.from(cut, (row) => one.fires[row]!),
        strength: Float64Array.from(cut, (row) => one.strength[row]!),
      })),
    });
    const known = { ...options, until: earlier };
    const all = await evaluateSignals({ panel: of((day) => day) }, known);
    expect(await evaluateSignals({ panel: of((day) => (day !== null && day <= earlier ? day : null)) }, known)).toEqual(
      all,
    );
  });
});

describe("simulated", () => {
  test("known hazard ratios lie in their intervals, in about 95 of 100 cases; noise hardly ever warns", async () => {
    let [held, all, noise, found] = [0, 0, 0, 0];
    const effects = [Math.log(3), Math.log(1.8), 0, 0, 0, 0];
    for (let seed = 1; seed <= 25; seed++) {
      const { panel: simulated, until } = simulatedPanel({ seed, customers: 200, dates: 12, effects });
      const { rows } = await evaluateSignals({ panel: simulated }, { until, horizon: 28, lookBack: 56, ...fast });
      rows.forEach(({ adjusted, finding }, s) => {
        all++;
        if (Math.log(adjusted.lower!) <= effects[s]! && effects[s]! <= Math.log(adjusted.upper!)) held++;
        if (s >= 2 && finding === "warns") noise++;
        if (s === 0 && finding === "warns") found++;
      });
    }
    expect(held / all).toBeGreaterThan(0.9);
    expect(noise).toBeLessThanOrEqual(2);
    expect(found).toBeGreaterThanOrEqual(24);
  });

  // 3 of 200 panels with these sizes; by chance alone any is found in at most one of twenty.
  test("where nothing says anything, a signal warns in hardly any of 40 panels", async () => {
    let warned = 0;
    for (let seed = 1001; seed <= 1040; seed++) {
      const nothing = { seed, customers: 120, dates: 10, effects: [0, 0, 0, 0, 0, 0] };
      const { panel: simulated, until } = simulatedPanel(nothing);
      const { rows } = await evaluateSignals({ panel: simulated }, { until, horizon: 28, lookBack: 56, ...fast });
      if (rows.some(({ finding }) => finding === "warns")) warned++;
    }
    expect(warned).toBeLessThanOrEqual(2);
  });

  test("a signal that begins about 40 days before leaving has half of its excess there", async () => {
    const customers = Array.from({ length: 400 }, (_, i) => `c${i}`);
    const day = (n: number) => new Date(Date.UTC(2025, 0, 1 + n)).toISOString().slice(0, 10);
    const left = Object.fromEntries(customers.map((name, i) => [name, i < 200 ? day(200 + i) : null]));
    const dates = Array.from({ length: 57 }, (_, k) => day(7 * k));
    const begins = (i: number) => 200 + i - 25 - ((i * 7) % 31);
    const simulated = panelOf(left, dates, (rows) => [
      reading(
        "drift",
        rows.map(({ customer, date }) => {
          const i = customers.indexOf(customer);
          const noise = (i * 31 + dates.indexOf(date) * 17) % 20 === 0;
          return noise || (i < 200 && i % 10 > 0 && date >= day(begins(i))) ? 1 : 0;
        }),
      ),
    ]);
    const { rows } = await evaluateSignals(
      { panel: simulated },
      { until: day(400), horizon: 60, lookBack: 120, ...fast },
    );
    const { lead, finding } = rows[0]!;
    expect(finding).toBe("warns");
    expect(lead.halfway.estimate).toBeGreaterThan(34);
    expect(lead.halfway.estimate).toBeLessThan(44);
    expect(lead.halfway.lower!).toBeLessThanOrEqual(lead.halfway.estimate!);
    expect(lead.days.median).toBeGreaterThan(30);
    expect(lead.days.median).toBeLessThan(44);
  });
});

describe("contacting", () => {
  const contact = { value: 900, offer: 50, cost: 10, effectiveness: 0.6 };

  test("contactThreshold({ value: 900, offer: 50, cost: 10, effectiveness: .3 }): both sides are equal there", () => {
    const { risk } = contactThreshold({ value: 900, offer: 50, cost: 10, effectiveness: 0.3 });
    close(risk, 60 / 305, 12);
    const p0 = 1 - risk!;
    const p1 = 1 - risk! * 0.7;
    close(p1 * (900 - 50) - 10, p0 * 900, 9);
  });

  test("contactThreshold: free contacts pay from 0, useless and dear ones never", () => {
    expect(contactThreshold({ value: 10, offer: 0, cost: 0, effectiveness: 0.1 })).toEqual({ risk: 0, note: null });
    const never = "contacting costs more than it can bring, however likely one is to leave";
    for (const terms of [
      { value: 900, offer: 0, cost: 10, effectiveness: 0 },
      { value: 20, offer: 5, cost: 50, effectiveness: 1 },
      { value: 0, offer: 0, cost: 0, effectiveness: 1 },
    ]) {
      expect(contactThreshold(terms)).toEqual({ risk: null, note: never });
    }
    expect(() => contactThreshold({ ...contact, effectiveness: 1.2 })).toThrow(
      "contactThreshold requires an effectiveness from 0 to 1; got 1.2",
    );
    expect(() => contactThreshold({ ...contact, offer: -1 })).toThrow(
      "contactThreshold requires amounts of at least 0; got -1 as offer",
    );
  });

  test("one value for all: contact is yes above the risk of break-even, sorted by what it brings", async () => {
    const { score } = await evaluateSignals({ panel }, { ...options, contact });
    const { breakEven, watchlist } = score;
    close(breakEven!.risk, 60 / 560, 12);
    expect(watchlist.length).toBe(panel.date.filter((date) => date === 17).length);
    for (const { contact: isContacted, risk } of watchlist) expect(isContacted).toBe(risk > breakEven!.risk!);
    expect(breakEven!.above).toBe(watchlist.filter((one) => one.contact).length);
    const benefits = watchlist.map((one) => one.netBenefit!);
    expect(benefits).toEqual([...benefits].sort((a, b) => b - a));
    const [above, budget, everybody, nobody] = breakEven!.policies;
    expect(nobody).toMatchObject({ perDate: 0, precision: null, netBenefit: { estimate: 0 } });
    const { leaving, cases, dates } = score.judged!;
    close(everybody!.netBenefit.estimate, (leaving * 560 - cases * 60) / dates, 6);
    close(budget!.perDate, score.foresight!.atBudget!.perDate, 9);
    expect(above!.netBenefit.lower!).toBeLessThan(above!.netBenefit.estimate!);
  });

  test("values from a table; who has none is not contacted", async () => {
    const values = panel.customers.slice(1).map((customer, i) => ({ customer, worth: 100 + i }));
    const names = values.map(({ customer }) => customer);
    const columns = {
      customer: { type: "text", codes: Int32Array.from(values.keys()), dictionary: names },
      worth: { type: "number", values: Float64Array.from(values, ({ worth }) => worth) },
    } as const;
    const table = memoryTable({
      name: "values",
      rows: () => values.length,
      names: () => Object.keys(columns),
      column: (name) => columns[name as keyof typeof columns],
    });
    const given = { ...contact, value: { table, customer: "customer", value: "worth" } };
    const { score } = await evaluateSignals({ panel }, { ...options, contact: given });
    const there = new Set(score.watchlist.map(({ customer }) => customer));
    expect(score.breakEven!.withoutValue).toBe(there.has(panel.customers[0]!) ? 1 : 0);
    for (const one of score.watchlist) {
      const value = values.find(({ customer }) => customer === one.customer)?.worth ?? null;
      expect(one.value).toBe(value);
      if (value === null) expect([one.netBenefit, one.contact]).toEqual([null, false]);
    }
  });
});

describe("edges", () => {
  const evaluate = (left: Record<string, string | null>, more: Partial<EvaluateSignalsOptions> = {}, dates = DATES) =>
    evaluateSignals(
      {
        panel: panelOf(left, dates, (rows) => [
          reading(
            "odd",
            rows.map((_, i) => (i % 2) as 0 | 1),
          ),
        ]),
      },
      { ...smallOptions, ...more },
    );

  test("nobody leaves", async () => {
    const { rows, score, overall } = await evaluate({ a: null, b: null, c: null });
    expect(rows[0]).toMatchObject({
      estimate: null,
      finding: "cannot tell",
      note: "nobody left after a date with a reading",
    });
    expect(rows[0]!.foresight).toMatchObject({ leaving: 0, atBudget: null, curve: [], ks: null });
    expect(rows[0]!.lead.halfway.note).toBe("nobody left who was seen during the whole 14 days before");
    expect(score).toMatchObject({ fitted: null, watchlist: [] });
    expect(overall.estimate).toBeNull();
  });

  test("everybody leaves at once", async () => {
    const { rows } = await evaluate({ a: "2025-01-05", b: "2025-01-05", c: "2025-01-05" });
    expect(rows[0]!.foresight.auc).toMatchObject({ estimate: null, note: "everybody leaves within the horizon" });
    expect(rows[0]!.foresight.falseAlarms.note).toBe("everybody leaves within the horizon");
  });

  test("one date, which is the last day of what is known", async () => {
    const { rows, score, spacing } = await evaluate({ a: null, b: null }, {}, ["2025-01-31"]);
    expect(spacing).toBeNull();
    expect(rows[0]!.note).toBe("no customer with a reading");
    expect(rows[0]!.lead.warned.note).toBe("one date: nothing before leaving can be seen");
    expect(score.note).toBe("no score: no date whose 10 days end before those it would be judged on");
  });

  test("a first day of judging after all horizons: learnt, not judged, but with a watchlist", async () => {
    const { score } = await evaluateSignals({ panel }, { ...options, testFrom: "2026-01-01" });
    expect(score.judged).toBeNull();
    expect(score.note).toBe("not judged: no date from the first to be judged on whose horizon has been seen");
    expect(score.watchlist.length).toBeGreaterThan(0);
    expect(score.watchlist[0]!.contact).toBeNull();
  });
});

describe("errors", () => {
  const call = (more: Partial<EvaluateSignalsOptions>, of = small) =>
    evaluateSignals({ panel: of }, { ...smallOptions, ...more });

  test.each<[Partial<EvaluateSignalsOptions>, string]>([
    [{ until: "soon" }, "evaluateSignals requires 'until' as a day such as 2026-06-30; got 'soon'"],
    [
      { until: "2025-01-15" },
      "evaluateSignals requires dates up to 'until', 2025-01-15, when leaving is known; got 2025-01-21",
    ],
    [{ horizon: 0 }, "evaluateSignals requires a whole number from 1 as horizon in days; got 0"],
    [{ lookBack: 1.5 }, "evaluateSignals requires a whole number from 1 as lookBack in days; got 1.5"],
    [{ resamples: 10 }, "evaluateSignals requires a whole number from 100 as resamples; got 10"],
    [{ budget: 1.5 }, "evaluateSignals requires a budget as a share below 1 or a whole number of customers; got 1.5"],
    [{ atLeast: 0.5 }, "evaluateSignals requires a hazard ratio of at least 1 as atLeast; got 0.5"],
    [{ falseShare: 5 }, "evaluateSignals requires a falseShare between 0 and 1, such as 0.05; got 5"],
    [{ level: 95 }, "evaluateSignals requires a level between 0 and 1, such as 0.95; got 95"],
    [{ testFrom: "Friday" }, "evaluateSignals requires a date such as 2026-01-01 as testFrom; got 'Friday'"],
    [
      { contact: { value: -1, offer: 0, cost: 0, effectiveness: 0.5 } },
      "evaluateSignals requires amounts of at least 0; got -1 as value",
    ],
  ])("%o", async (more, message) => {
    await expect(call(more)).rejects.toThrow(message);
  });

  test("a panel that is none", async () => {
    const first = small.signals[0]!;
    await expect(call({}, { ...small, signals: [] })).rejects.toThrow("requires at least one signal; got none");
    await expect(call({}, { ...small, signals: [first, first] })).rejects.toThrow(
      "names of their own; got 'late' twice",
    );
    await expect(call({}, { ...small, left: ["2025-01-05", ...small.left.slice(1)] })).rejects.toThrow(
      "evaluateSignals requires rows of customers on dates before they left; got 'a' on 2025-01-11 (row 11)",
    );
    await expect(call({}, { ...small, customer: small.customer.slice().reverse() })).rejects.toThrow(
      "requires rows by date and customer, each once; got another order (row 2)",
    );
    await expect(call({}, { ...small, dates: ["2025-01-01", "2025-01-01", "2025-01-21"] })).rejects.toThrow(
      "requires dates in order; got 2025-01-01 after 2025-01-01",
    );
    const short = { ...first, fires: first.fires.slice(1) };
    await expect(call({}, { ...small, signals: [short] })).rejects.toThrow(
      "requires 29 readings and strengths, one a row; got 28 and 29",
    );
    const two = { ...first, fires: first.fires.map((one) => 2 * one) };
    await expect(call({}, { ...small, signals: [two] })).rejects.toThrow(
      "requires readings of 0, 1 or 255; got 2 of 'late' (row 1)",
    );
    const lost = { ...first, strength: first.strength.map(() => Number.NaN) };
    await expect(call({}, { ...small, signals: [lost] })).rejects.toThrow(
      "requires a finite strength with each reading, NaN without one; got NaN of 'late' where it reads 1 (row 1)",
    );
  });
});
