import { DataFrame } from "danfojs-node";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import * as vafa from "../../../src/index.js";
import { type Bundle, SEND } from "../../../src/notebook/display.js";
import { isNothing } from "../../../src/notebook/sharing/nothing.js";
import { METRICS } from "../../../src/notebook/sharing/sharedColumns.js";
import { sharedExports } from "../../../src/notebook/sharing/sharedExports.js";
import { near } from "../../../src/tables/shared/nearCounts.js";
import { sharedTable } from "../../../src/tables/shared/sharedTable.js";
import { asTable } from "../../../src/tables/table-like.js";

const PEOPLE = Array.from({ length: 134 }, (_, i) => ({
  segment: i < 4 ? "Kish" : i < 40 ? "Reseller" : "Everyday",
  score: [10, 9, 3, 8][i % 4]!,
  comment: `word${i}`,
}));
const answers = new DataFrame(PEOPLE);

// biome-ignore lint/suspicious/noExplicitAny: a notebook calls what it is given
type Names = Readonly<Record<string, any>>;

let shown: Bundle[] = [];
const said = () => shown.map(({ data }) => String(data["text/plain"]));
const held = globalThis as { [SEND]?: unknown };
beforeEach(() => {
  shown = [];
  held[SEND] = async (bundle: Bundle | Promise<Bundle>) => {
    shown.push(await bundle);
  };
});
afterEach(() => {
  delete held[SEND];
});

/** The names a notebook gets, in a cell with this text. */
function cell(source: string): Names {
  const behind = { fewest: 10, near, asTable: asTable as never, sharedTable };
  const { gate, names } = sharedExports(vafa as never, behind);
  gate.begin(source);
  return names;
}

const WITHHELD = "Not shown in a shared report: it is not known to rest on 10 answers or more.";

describe("the names of a notebook whose report is shared", () => {
  test("give a metric the counts that are shared, and show what is made of it", async () => {
    const { nps, npsPlot, show, say, points, count } = cell("NPS is from answers");
    const score = await nps(answers, { score: "score", by: "segment" });
    expect(score.overall.n).toBe(130);
    await say(`NPS is ${points(score)}, from ${count(score)} answers`);
    await show(npsPlot(score));
    expect(said()[0]).toMatch(/^NPS is \+\d+ \(\d+ to \d+\), from 130 answers$/);
    expect(said().slice(1, 3)).toEqual([
      "This report is made to be shared: every number is computed from counts rounded to multiples of 10.",
      "segment: Kish, Reseller: fewer than 10: suppressed; shown only as “small groups together”, with the next smallest, so that no total gives them back.",
    ]);
    expect(said()[3]).toContain("small groups together");
  });

  test("withhold every metric that is not known to need counts alone", async () => {
    const names = cell("");
    const known = new Set([...METRICS.keys()]);
    const metrics = [
      "kaplanMeier",
      "rfm",
      "csi",
      "driverWeights",
      "comparePeriods",
      "warningSignals",
      "describe",
      "personalData",
    ];
    for (const name of metrics) {
      expect(known.has(name)).toBe(false);
      expect([name, isNothing(names[name])]).toEqual([name, true]);
    }
    const asked = [
      ["nps", { score: "score", by: ["segment", "score"] }],
      ["nps", { score: "score", population: 500 }],
      ["npsDifference", { score: "score", by: "segment", customer: "comment" }],
      ["retention", { kind: "sales", retained: "score", start: "score" }],
      ["churnReasons", { reason: "comment", customer: "segment" }],
    ] as const;
    for (const [name, options] of asked)
      expect([options, isNothing(await names[name](answers, options))]).toEqual([options, true]);
  });

  test("know every public name: what they do not know is withheld", () => {
    const names = cell("");
    expect(Object.keys(names).sort()).toEqual(Object.keys(vafa).sort());
    const open = Object.keys(vafa).filter((name) => names[name] === (vafa as Names)[name]);
    expect(open.sort()).toEqual(
      "RFM_SEGMENTS append asTable demoSchemas derive dropMissing duckdb fillMissing filter group join language load readPackage readSchema rename select sort spark trino".split(
        " ",
      ),
    );
  });

  const hidden = PEOPLE.filter(({ segment }) => segment === "Kish");
  const raw: Readonly<Record<string, (names: Names) => unknown>> = {
    "a number in a sentence": ({ say }) => say(`rows ${hidden.length}`),
    "a number computed from a result that is withheld": ({ say, rfm }) => say(`rows ${rfm(answers).overall.n * 1}`),
    "somebody's words in a sentence": ({ say }) => say(`rows ${hidden[2]!.comment}`),
    "a DataFrame": ({ table }) => table(answers),
    "rows of one's own": ({ table }) => table(hidden),
    "a copy of a result": async ({ table, nps }) => table({ ...(await nps(answers, { score: "score" })) }),
    "a caption": async ({ table, nps }) =>
      table(await nps(answers, { score: "score" }), { caption: hidden[1]!.comment }),
    "a figure of one's own": ({ show }) => show({ data: [{ x: [4] }], layout: {}, text: "rows" }),
    "a figure of what is no result": ({ show, npsPlot }) => show(npsPlot({ overall: {}, rows: [], by: [] })),
    "a title": async ({ show, npsPlot, nps }) =>
      show(npsPlot(await nps(answers, { score: "score" }), { title: hidden[1]!.comment })),
    "a claim of what is withheld": ({ claim, rfm }) => claim("rows", rfm(answers).overall.n > 3),
    "a claim that is false": ({ claim }) => claim("rows", false),
  };
  for (const [what, tell] of Object.entries(raw)) {
    test(`withhold ${what}`, async () => {
      await tell(cell("rows"));
      expect(said()[0]).toBe(WITHHELD);
      expect(JSON.stringify(shown)).not.toMatch(/word\d|"x":\[4\]|rows 4/);
    });
  }

  test("write a count that was not released as not shown", async () => {
    const { say, count, percent } = cell("rows of people");
    await say(`rows ${count(hidden.length)} of ${percent(hidden.length / 134)} people`);
    expect(said()[0]).toBe("rows (not shown) of (not shown) people");
  });

  test("are refused where all answers together are too few", async () => {
    const { nps, say, points } = cell("NPS");
    await say(`NPS ${points(await nps(new DataFrame(hidden), { score: "score" }))}`);
    expect(said()[0]).toBe("NPS (not shown)");
  });
});
