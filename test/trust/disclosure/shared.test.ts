import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { DataFrame } from "danfojs-node";
import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { csat } from "../../../src/metrics/csat/csat.js";
import { nps } from "../../../src/metrics/nps/nps.js";
import { sharedTable } from "../../../src/tables/shared/sharedTable.js";
import { asTable, type TableLike } from "../../../src/tables/table-like.js";
import { fewestOf } from "../../../tools/report/share/fewest.js";
import { ROOT } from "../../../tools/setup/places.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { call, type Ended } from "../../tools/command-line.js";
import { figure, WHOLE } from "../sized.js";
import { filesOf } from "./filesOf.js";
import { COMMENTS, PEOPLE, type Person, writeSurvey } from "./ownTable.js";

const { folder } = temporaryFolder();
const OUT = join(".cache", `shared-test-${process.pid}`);
afterAll(() => rmSync(join(ROOT, OUT), { recursive: true, force: true }));

const share = (description: string, out: string, ...more: string[]) =>
  call("report", [
    "--data",
    description,
    "--share",
    "--out",
    join(OUT, out),
    "--format",
    "html,xlsx,ipynb,pptx",
    ...more,
  ]);

type Metrics = (table: TableLike) => Promise<readonly { readonly overall: object; readonly rows: readonly object[] }[]>;

const recommend: Metrics = async (table) => [await nps(table, { score: "recommend", ...byOf(table) })];
const satisfaction: Metrics = (table) =>
  Promise.all(
    (["top-2", "top-box", "mean"] as const).map((rule) => csat(table, { score: "satisfaction", rule, ...byOf(table) })),
  );
/** A shared table is asked by segment too. */
const byOf = (table: TableLike) => ("hidden" in table ? { by: "segment" } : {});

/** Numbers with decimals as they may be written, of everything metrics find; no multiples of 0.05, which a page has for its layout. */
async function numbersIn(table: TableLike, metrics: Metrics): Promise<string[]> {
  const all = (await metrics(table)).flatMap(({ overall, rows }) => [overall, ...rows].flatMap(Object.values));
  const numbers = all.filter((value): value is number => typeof value === "number");
  const texts = numbers.flatMap((x) => [x.toFixed(2), x.toFixed(3), (100 * x).toFixed(1), String(x)]);
  const isOwn = (text: string) => text.replace(/\D/g, "").length > 2 && Math.abs((20 * Number(text)) % 1) > 1e-9;
  return [...new Set(texts.filter(isOwn))];
}

/** Those that are not in what may be shared as well. */
async function secretNumbers(groups: readonly (readonly Person[])[]): Promise<string[]> {
  const frame = new DataFrame([...PEOPLE]);
  const found: string[] = [];
  for (const [metrics, answer] of [
    [recommend, "recommend"],
    [satisfaction, "satisfaction"],
  ] as const) {
    const sharing = { fewest: 10, rest: "together" };
    const shared = await sharedTable(asTable(frame), { group: "segment", answer }, sharing);
    const open = new Set(await numbersIn(shared, metrics));
    for (const people of groups) found.push(...(await numbersIn(new DataFrame([...people]), metrics)));
    for (const one of open) while (found.includes(one)) found.splice(found.indexOf(one), 1);
  }
  return [...new Set(found)];
}

describe("npm run report -- --share", () => {
  let ended: Ended;
  let files: Map<string, string>;
  beforeAll(async () => {
    ended = await share(writeSurvey(join(folder, "own")), "own", ...(WHOLE ? [] : ["--only", "recommendation"]));
    files = ended.code === 0 ? filesOf(join(ROOT, OUT, "own")) : new Map();
  }, 300_000);

  it("writes pages, workbooks, figures as data, notebooks and slides", () => {
    expect(ended.stderr).toBe("");
    expect(ended.code).toBe(0);
    const endings = new Set([...files.keys()].map((name) => name.split(".").at(-1)));
    expect([...endings].sort()).toEqual(["csv", "html", "ipynb", "pptx", "xlsx"]);
  });

  it("has no number of the small segment, of the one hidden with it, nor of everybody as counted", async (context) => {
    const of = (...names: string[]) => PEOPLE.filter(({ segment }) => names.includes(segment));
    const groups = [of("Kish"), of("Reseller"), PEOPLE];
    const texts = await secretNumbers(groups);
    const held = [...files].flatMap(([name, text]) =>
      texts
        .filter((one) => new RegExp(`(?<![\\d.])${one.replace(/[.+-]/g, "\\$&")}(?!\\d)`).test(text))
        .map((one) => [name, one]),
    );
    figure(context, {
      what: "Numbers of a hidden segment in the files of a shared report",
      cases: texts.length * files.size,
      found: String(held.length),
      bar: "0",
      held: held.length === 0,
    });
    expect(texts.length).toBeGreaterThan(20);
    expect(held).toEqual([]);
  });

  it("has no word of what people wrote", () => {
    const held = [...files].filter(([, text]) => COMMENTS.some((word) => text.includes(word)));
    expect(held.map(([name]) => name)).toEqual([]);
  });

  it("says what was hidden, and that counts are rounded", () => {
    const page = files.get("recommendation.html")!;
    expect(page).toContain("fewer than 10: suppressed");
    expect(page).toMatch(/segment: (Kish, Reseller|Reseller, Kish)/);
    expect(page).toContain("counts rounded to multiples of 10");
    expect(page).toContain("small groups together");
    const notebook = JSON.parse(files.get("recommendation.ipynb")!) as {
      cells: { outputs?: { data?: Record<string, unknown> }[] }[];
    };
    const figures = notebook.cells.flatMap(({ outputs = [] }) =>
      outputs.flatMap(({ data = {} }) => (data["application/vnd.plotly.v1+json"] ? [JSON.stringify(data)] : [])),
    );
    expect(figures.length).toBeGreaterThan(1);
    expect(figures.filter((one) => one.includes("Kish") || one.includes("Reseller"))).toEqual([]);
  });

  it.runIf(WHOLE)(
    "writes nothing where a name of a segment is a secret, and says of which kind",
    async () => {
      const secret = "canary-5b1f9d";
      const planted = PEOPLE.map((one) => (one.segment === "Trade" ? { ...one, segment: `Trade ${secret}` } : one));
      const description = writeSurvey(join(folder, "planted"), planted);
      process.env.VAFA_CANARY_TOKEN = secret;
      const { code, stdout, stderr } = await share(description, "planted", "--only", "recommendation");
      delete process.env.VAFA_CANARY_TOKEN;
      expect(code).toBe(1);
      expect(stderr).toContain("nothing was written, as it would be shared");
      expect(stderr).toContain("holds the value of VAFA_CANARY_TOKEN");
      expect(stderr + stdout).not.toContain(secret);
      expect(existsSync(join(ROOT, OUT, "planted"))).toBe(false);
    },
    300_000,
  );
});

describe("--share-from", () => {
  it("requires a whole number of 5 or more; --share alone is 10", () => {
    expect([fewestOf(undefined, undefined), fewestOf(true, undefined), fewestOf(true, "5")]).toEqual([null, 10, 5]);
    for (const given of ["4", "0", "7.5", "ten", "-9", "", "1e3"])
      expect(() => fewestOf(undefined, given)).toThrow(
        `--share-from requires a whole number of 5 or more; got ${JSON.stringify(given)}`,
      );
  });

  it.runIf(WHOLE)("ends with 2 where it is not, before anything is read", async () => {
    const { code, stderr } = await call("report", ["--data", "no.yaml", "--share-from", "4"]);
    expect([code, stderr.includes("--share-from requires")]).toEqual([2, true]);
  });
});
