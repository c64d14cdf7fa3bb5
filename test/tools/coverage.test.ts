import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { coverageHeadline, coveragePage } from "../../tools/coverage/coveragePage.js";
import { type CoverageTable, verdictInWords, verdicts } from "../../tools/coverage/coverageTable.js";
import { npsTable, shareDifferenceTable, shareTable } from "../../tools/coverage/coverageTables.js";
import { readFigures, writeFigures } from "../../tools/coverage/figures.js";
import { SURVIVAL_WORLDS, survivalCoverage } from "../../tools/coverage/survivalCoverage.js";
import { publish } from "../../tools/run/publish.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
const root = resolve(import.meta.dirname, "../..");

const table: CoverageTable = {
  title: "Rates & <b>odds</b>",
  says: "Two methods.",
  how: "Nothing is drawn.",
  situation: "Cases",
  columns: ["one", "other"],
  rows: [
    { name: "10", shares: [0.951, 0.9] },
    { name: "20", shares: [0.949, 0.99] },
  ],
  bars: [{ name: "one", columns: ["one"], least: 0.94, most: 0.96 }],
};

describe("verdicts(table)", () => {
  test("a bar is held by the lowest and the highest share of its columns", () => {
    const asked = (bars: CoverageTable["bars"]) => verdicts({ ...table, bars }).map(verdictInWords);
    expect(asked(table.bars)).toEqual(["one: 94.9% to 95.1%, 94.0% to 96.0% asked: held"]);
    const both = { name: "both", columns: ["one", "other"], least: 0.9, most: null };
    expect(asked([both])).toEqual(["both: 90.0% to 99.0%, at least 90.0% asked: held"]);
    expect(asked([{ ...both, least: 0.91 }])[0]).toMatch(/: MISSED$/);
    expect(asked([{ ...both, most: 0.98 }])[0]).toMatch(/: MISSED$/);
  });

  test("a bar on a column that is not there is refused", () => {
    expect(() => verdicts({ ...table, bars: [{ name: "two", columns: ["two"], least: 0.9, most: null }] })).toThrow(
      "the bar of two names a column that is not there",
    );
  });
});

describe("coveragePage(tables, index)", () => {
  test("has every share, says which miss their bar, and escapes what it is given", () => {
    const missed = { ...table, bars: [{ name: "other", columns: ["other"], least: 0.93, most: null }] };
    const html = coveragePage([table, missed], "index.html");
    expect(html).toContain("1 of 2 bars held");
    expect(html).toContain("90.0 missed");
    expect(html.match(/ missed</g)).toHaveLength(1);
    expect(html).toContain("Rates &amp; &lt;b&gt;odds&lt;/b&gt;");
    expect(html).toContain('href="index.html"');
    expect(coveragePage([table], null)).not.toContain("index.html");
  });

  test("says everything that is kept in Persian too: no English sentence, no Latin digit", async () => {
    await language("fa");
    const html = coveragePage(readFigures(root)!, null);
    await language("en");
    expect(html).toContain('lang="fa" dir="rtl"');
    const main = html.slice(html.indexOf("<main"), html.indexOf("</main>"));
    const read = main.replace(/<code>[^<]*<\/code>|<[^>]*>|&\w+;/g, "\n");
    expect([...new Set(read.match(/[A-Za-z-]{2,}/g))].sort()).toEqual(["BCa", "LMG", "MOVER", "NPS", "log-log"]);
    expect(read).not.toMatch(/[0-9]/);
  });

  test("a reports folder that holds nothing but this page may be replaced", async () => {
    const out = join(folder, "reports");
    mkdirSync(out);
    writeFileSync(join(out, "coverage.html"), coveragePage([table], null));
    expect(await publish(out, async () => "new")).toBe("new");
  });
});

describe("docs/coverage.json", () => {
  const kept = readFigures(root)!;

  test("is read as it was written", () => {
    mkdirSync(join(folder, "docs"));
    expect(readFigures(folder)).toBeNull();
    expect(writeFigures(folder, [table])).toBe(join("docs", "coverage.json"));
    expect(readFigures(folder)).toEqual([table]);
  });

  test("holds no bar that is missed, and the page says so", () => {
    expect(kept.flatMap(verdicts).filter(({ held }) => !held)).toEqual([]);
    expect(coverageHeadline(kept)).toBe("6 of 6 bars held");
    expect(readFileSync(join(root, "docs/coverage.json"), "utf8").length).toBeLessThan(50_000);
  });

  const found = (title: string) => kept.find((one) => one.title === title)!;
  /** A logarithm that ends in another digit on another machine may move a sample over the edge. */
  const expectShares = (before: readonly number[], now: readonly number[]) => {
    now.forEach((share, i) => {
      expect(before[i]!).toBeCloseTo(share, 3);
    });
  };

  test.each([shareTable("mean"), shareTable("least"), shareDifferenceTable()])(
    "has what the code gives now: $title",
    (now) => {
      const before = found(now.title);
      expect({ ...before, rows: [] }).toEqual({ ...now, rows: [] });
      now.rows.forEach(({ name, shares }, i) => {
        expect(before.rows[i]!.name).toBe(name);
        expectShares(before.rows[i]!.shares, shares);
      });
    },
  );

  test("has what the code gives now: the first row of Kaplan–Meier curves", () => {
    const [first] = found("Kaplan–Meier curves").rows;
    expectShares(first!.shares, survivalCoverage(SURVIVAL_WORLDS[0]!, "log-log"));
  });

  test("has what the code gives now: NPS, but for what takes a minute", () => {
    const now = npsTable(["adjusted-wald", "wald", "score", "goodman", "t"]);
    const before = found("NPS");
    expect(before.rows).toHaveLength(15);
    now.columns.forEach((name, k) => {
      const place = before.columns.indexOf(name);
      const column = (table: CoverageTable, at: number) => table.rows.map(({ shares }) => shares[at]);
      expect(column(before, place), name).toEqual(column(now, k));
    });
  });
});
