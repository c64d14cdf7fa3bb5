import { describe, expect, test } from "vitest";
import { type CauseSpell, cumulativeIncidence, incidenceInterval } from "../../src/statistics/cumulativeIncidence.js";
import { type Spell, survivalCurve } from "../../src/statistics/survivalCurve.js";
import reference from "../fixtures/competingRisks/competingRisks.json";

interface Case {
  readonly time: readonly number[];
  readonly cause: readonly (number | null)[];
  readonly entry: readonly number[] | null;
}

const spellsOf = ({ time, cause, entry }: Case): CauseSpell[] =>
  time.map((duration, i) => ({ duration, cause: cause[i] ?? null, entry: entry === null ? null : entry[i]!, n: 1 }));

describe("as R's survfit of several states has it, with the variance of etm", () => {
  test.each(reference.cases)("$name", (one) => {
    const found = cumulativeIncidence(spellsOf(one), one.causes);
    expect(found).toHaveLength(one.causes);
    found.forEach((steps, cause) => {
      expect(steps.map(({ time }) => time)).toEqual(one.times);
      expect(steps.map(({ atRisk }) => atRisk)).toEqual(one.atRisk);
      steps.forEach(({ incidence, variance, time }, i) => {
        expect(incidence, `${cause} at ${time}`).toBeCloseTo(one.incidence[cause]![i]!, 12);
        expect(Math.abs(variance - one.variance[cause]![i]!), `variance of ${cause} at ${time}`).toBeLessThan(1e-12);
      });
    });
  });

  test("there are at least 20 hard cases", () => {
    expect(reference.cases.length).toBeGreaterThanOrEqual(21);
  });
});

describe("laws", () => {
  const [ties, complete, late] = ["ties", "none censored", "late entry, three causes"].map(
    (name) => reference.cases.find((one) => one.name === name)!,
  );

  test("the causes and those still there add up to 1", () => {
    const spells = spellsOf(late!);
    const curve = survivalCurve(spells.map(({ cause, ...rest }): Spell => ({ ...rest, observed: cause !== null })));
    const found = cumulativeIncidence(spells, late!.causes);
    curve.forEach(({ survival }, i) => {
      expect(found.reduce((sum, steps) => sum + steps[i]!.incidence, survival)).toBeCloseTo(1, 12);
    });
  });

  test("of one cause it is 1 less the curve of Kaplan and Meier, with Greenwood's variance", () => {
    const spells = spellsOf(ties!).map((spell) => ({ ...spell, cause: spell.cause === null ? null : 0 }));
    const curve = survivalCurve(spells.map(({ cause, ...rest }): Spell => ({ ...rest, observed: cause !== null })));
    cumulativeIncidence(spells, 1)[0]!.forEach(({ incidence, variance }, i) => {
      const { survival, logVariance } = curve[i]!;
      expect(incidence).toBeCloseTo(1 - survival, 12);
      if (survival > 0) expect(variance).toBeCloseTo(survival ** 2 * logVariance, 12);
    });
  });

  test("with nobody censored it is the share of all, with its binomial variance", () => {
    const spells = spellsOf(complete!);
    cumulativeIncidence(spells, 2).forEach((steps, cause) => {
      for (const { time, incidence, variance } of steps) {
        const n = spells.filter((spell) => spell.cause === cause && spell.duration <= time).length;
        expect(incidence).toBeCloseTo(n / spells.length, 12);
        expect(variance).toBeCloseTo((incidence * (1 - incidence)) / spells.length, 12);
      }
    });
  });

  test("is unchanged by the order of spells, and by merging those that are alike", () => {
    const spells = spellsOf(ties!);
    const counts = new Map<string, CauseSpell>();
    for (const spell of [...spells].reverse()) {
      const key = `${spell.duration} ${spell.cause}`;
      counts.set(key, { ...spell, n: (counts.get(key)?.n ?? 0) + 1 });
    }
    expect(cumulativeIncidence([...counts.values()], 2)).toEqual(cumulativeIncidence(spells, 2));
  });
});

describe("by hand", () => {
  test("one of four ended by cause 0 at 1, then three by cause 1 at 2", () => {
    const spells = [
      { duration: 1, cause: 0, entry: null, n: 1 },
      { duration: 2, cause: 1, entry: null, n: 3 },
    ];
    const [first, second] = cumulativeIncidence(spells, 2);
    expect(first!.map(({ incidence }) => incidence)).toEqual([0.25, 0.25]);
    expect(second!.map(({ incidence, events }) => [incidence, events])).toEqual([
      [0, 0],
      [0.75, 3],
    ]);
    expect(first![1]!.variance).toBeCloseTo((0.25 * 0.75) / 4, 15);
    expect(cumulativeIncidence([], 3)).toEqual([[], [], []]);
  });

  test("incidenceInterval({ incidence: .3, variance: .002 }) is 1 − .7^e^(∓1.96·√.002/(.7·log .7))", () => {
    const half = (1.959963984540054 * Math.sqrt(0.002)) / (0.7 * -Math.log(0.7));
    const { lower, upper } = incidenceInterval({ incidence: 0.3, variance: 0.002 }, 0.95)!;
    expect(lower).toBeCloseTo(1 - 0.7 ** Math.exp(-half), 12);
    expect(upper).toBeCloseTo(1 - 0.7 ** Math.exp(half), 12);
    expect([lower.toFixed(4), upper.toFixed(4)]).toEqual(["0.2220", "0.3975"]);
    expect(incidenceInterval({ incidence: 0, variance: 0 }, 0.95)).toBeNull();
    expect(incidenceInterval({ incidence: 1, variance: 0 }, 0.95)).toBeNull();
  });

  test("a cause that is not one of them is refused", () => {
    for (const cause of [2, -1, 0.5]) {
      expect(() => cumulativeIncidence([{ duration: 1, cause, entry: null, n: 1 }], 2)).toThrow(
        new RangeError(`cumulativeIncidence requires causes from 0 to 1, or null; got ${cause}`),
      );
    }
  });
});
