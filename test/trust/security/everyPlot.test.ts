import { readdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test, vi } from "vitest";
import type { Figure } from "../../../src/plots/figure.js";
import { ROOT } from "../../../tools/setup/places.js";
import { figure } from "../sized.js";
import { TAIL, withHostileNames } from "./hostileNames.js";

type Exports = Readonly<Record<string, unknown>>;
type Draw = (...given: readonly unknown[]) => unknown;

/** A module of a chart whose charts are given other names of segments, attributes, reasons than they were made with. */
function renaming(module: Exports): Exports {
  const entries = Object.entries(module).map(([name, one]) => {
    const isChart = typeof one === "function" && name.endsWith("Plot");
    return [name, isChart ? (...given: unknown[]) => (one as Draw)(...given.map(withHostileNames)) : one] as const;
  });
  return Object.fromEntries(entries);
}

const PLOTS = join(ROOT, "src", "plots");
for (const file of readdirSync(PLOTS)) {
  const path = join(PLOTS, file);
  vi.doMock(path, async (original) => renaming(await original<Exports>()));
}

const CHARTS: Readonly<Record<string, () => unknown>> = {
  ...(await import("../../plots/persianFigures.js")).FIGURES,
  ...(await import("../../plots/persianFiguresOfSurveys.js")).FIGURES_OF_SURVEYS,
  ...(await import("../../plots/persianFiguresOfValue.js")).FIGURES_OF_VALUE,
};

/** Texts of a figure, wherever they stand: a name of a colour is none that a test of tags finds anything in. */
function textsIn(value: unknown): string[] {
  if (typeof value === "string") return [value];
  if (typeof value !== "object" || value === null) return [];
  return Object.values(value).flatMap(textsIn);
}

/** The marks that charts themselves write. */
const OWN = /<\/?(b|i)>|<br>|<span style="[\w\s:;.#%-]*">|<\/span>|<extra>|<\/extra>/g;
const DRAWN_RAW = /<[a-z/]/i;

test("no chart takes a name of the data for its own marks: links, tags and places of templates are text in each", async (context) => {
  const raw: string[] = [];
  let named = 0;
  let texts = 0;
  for (const [name, draw] of Object.entries(CHARTS)) {
    const { data, layout } = (await draw()) as Figure;
    const all = textsIn({ data, layout });
    texts += all.length;
    if (all.some((text) => text.includes("&lt;a href"))) named += 1;
    for (const text of all) {
      if (DRAWN_RAW.test(text.replace(OWN, ""))) raw.push(`${name}: ${text.slice(0, 200)}`);
    }
    for (const trace of data as readonly Readonly<Record<string, unknown>>[]) {
      for (const key of ["hovertemplate", "texttemplate"]) {
        if (textsIn(trace[key]).some((text) => text.includes("%{x}") && text.includes("hit.example")))
          raw.push(`${name}: ${key} has a name of the data in it`);
      }
    }
  }
  const cases = Object.keys(CHARTS).length;
  figure(context, {
    what: "charts in which a name of the data is more than text",
    cases,
    found: String(raw.length),
    bar: "0",
    held: raw.length === 0,
  });
  expect(raw).toEqual([]);
  expect(cases).toBeGreaterThanOrEqual(55);
  // Charts without names of the data have none to take: most have.
  expect(named).toBeGreaterThan(cases * 0.75);
  expect(texts).toBeGreaterThan(1000);
  expect(TAIL).toContain("<a href");
});
