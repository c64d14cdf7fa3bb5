import { expect, test } from "vitest";
import { evaluateSignals } from "../../src/metrics/evaluateSignals/evaluateSignals.js";
import { fixturePanel } from "./signalPanels.js";

const options = { until: "2026-03-31", horizon: 30, lookBack: 84, budget: 0.1, resamples: 100 };
const panel = () => {
  const found = fixturePanel();
  return { ...found, until: found.dates.at(-1)! };
};

async function rowsOf(changed: ReturnType<typeof panel>, more: { horizon?: number } = {}) {
  const until = changed.left.reduce<string>((most, day) => (day !== null && day > most ? day : most), changed.until);
  return (await evaluateSignals({ panel: changed }, { ...options, ...more, until })).rows;
}

test("what a signal says by itself is the same when asked again, whatever became of the first answer", async () => {
  const [first, before] = [await rowsOf(panel()), JSON.stringify(await rowsOf(panel()))];
  (first[0]!.foresight as { cases: number }).cases = -1;
  expect(JSON.stringify(await rowsOf(panel()))).toBe(before);
});

test("a reading changed in place, other leavers and another horizon give other rows", async () => {
  const own = panel();
  const before = await rowsOf(own);
  const place = own.signals[0]!.fires.indexOf(0);
  own.signals[0]!.fires[place] = 1;
  const changed = await rowsOf(own);
  expect(changed[0]!.firing).toBe(before[0]!.firing + 1);
  expect(changed[1]!.estimate).toBe(before[1]!.estimate);
  expect((await rowsOf(panel(), { horizon: 20 }))[0]!.foresight).not.toEqual(before[0]!.foresight);
  const leaver = own.left.findIndex((day) => day !== null);
  const stays = { ...panel(), left: panel().left.map((day, c) => (c === leaver ? null : day)) };
  expect((await rowsOf(stays))[0]!.left).not.toBe(before[0]!.left);
});
