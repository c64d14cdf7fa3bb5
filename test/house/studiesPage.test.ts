import { existsSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { describe, expect, test } from "vitest";
import { COMPARISON } from "../../src/notebook/sourceTable.js";
import { findNotebooks } from "../../tools/run/find-notebooks.js";
import { type Cell, readNotebook } from "../../tools/run/notebook.js";
import { indexOf } from "../../tools/studies/index-page.js";
import { studiesPage } from "../../tools/studies/page.js";
import { studyOf } from "../../tools/studies/study.js";
import { code, markdown, notebookOf, shown } from "../tools/written-notebook.js";

const notebooks = resolve(import.meta.dirname, "../../notebooks");
const folder = join(notebooks, "studies");
const committed = readFileSync(join(folder, "README.md"), "utf8");
const places = findNotebooks(notebooks).filter(({ stem }) => stem.startsWith("studies/"));
const studies = new Map(places.map((place) => [place.stem, studyOf(place, readNotebook(place.file, place.name))]));

describe("notebooks/studies/README.md", () => {
  test("is what the outputs of the studies give: npm run notebooks -- --index writes it anew", () => {
    expect(committed).toBe(indexOf(notebooks)!.text);
  });

  test("its links lead somewhere", () => {
    const links = [...committed.matchAll(/\]\(([^)#]+)\)/g)].map(([, link]) => link!);
    const local = links.filter((link) => !link.startsWith("http"));
    expect(local.length).toBeGreaterThan(2 * places.length);
    expect(local.filter((link) => !existsSync(join(folder, link)))).toEqual([]);
  });

  test.each([
    ["studies/relative-importance-swiss", [30, 1]],
    ["studies/relative-weights-mtcars", [25]],
    ["studies/dominance-attitude", [19, 45]],
    ["studies/path-model-satisfaction", [70]],
  ])("%s: all of %j come out, and each rounds to what is printed", (stem, counts) => {
    const found = studies.get(stem)!.comparisons.filter(({ purpose }) => purpose === "reproduced");
    expect(found.map(({ n }) => n)).toEqual(counts);
    expect(found.map(({ agreeing }) => agreeing)).toEqual(counts);
    for (const { farthest } of found) expect(farthest!.units).toBeLessThanOrEqual(0.5);
  });

  test.each(places)("$stem has counts and files of data", ({ stem }) => {
    const { comparisons, data } = studies.get(stem)!;
    expect(comparisons.some(({ purpose }) => purpose === "reproduced")).toBe(true);
    expect(data.length).toBeGreaterThan(1);
  });
});

const place = { stem: "studies/small", file: "small.ipynb", name: "notebooks/studies/small.ipynb" };
const comparison = (values: object) => shown({ [COMPARISON]: { purpose: "reproduced", without: 0, ...values } });
const cells = (outputs: Parameters<typeof code>[1]): Cell[] => [
  markdown("# Does a|b come out?\n\nWho asks."),
  code('let printed = "data/studies/a b.csv"; // printed\nlet level = 0.95; // of intervals', { tags: ["parameters"] }),
  markdown("## Source\n\nSmall, S. (1999).\n*Title*. https://example.org/a, and\nhttps://example.org/b"),
  code('const other = "data/other.csv";', outputs ?? {}),
];
const study = (values: readonly object[]) => studyOf(place, notebookOf(cells({ outputs: values.map(comparison) })));
const row = (values: readonly object[]) =>
  studiesPage([study(values)], "notebooks/studies")
    .split("\n")
    .find((line) => line.startsWith("| ["));

describe("the page of studies", () => {
  test("names title, source with its first address, and the files of the parameters", () => {
    expect(study([])).toEqual({
      ...{ stem: "studies/small", title: "Does a|b come out?", data: ["data/studies/a b.csv"], comparisons: [] },
      source: { text: "Small, S. (1999). *Title*.", address: "https://example.org/a" },
    });
    expect(row([])).toBe(
      "| [Does a\\|b come out?](small.ipynb) | [Small, S. (1999). *Title*.](https://example.org/a) | [a b.csv](../../data/studies/a%20b.csv) | not executed yet | – |",
    );
  });

  test("adds up what is to come out; what is to differ stands apart, an excerpt counts for nothing", () => {
    const counted = [
      { n: 3, agreeing: 2, without: 1, farthest: { number: "x", units: 0.7 } },
      { n: 2, agreeing: 2, farthest: { number: "y|z", units: 1.25 } },
      { purpose: "contrast", n: 6, agreeing: 1, farthest: { number: "w", units: 90 } },
      { purpose: "excerpt", n: 3, agreeing: 2, farthest: { number: "v", units: 80 } },
    ];
    expect(row(counted)).toMatch(
      / \*\*4 of 5\*\* \(2 of 3 \+ 2 of 2\); 1 without ours; apart: 1 of 6 \| 1\.25 \(y\\\|z\) \|$/,
    );
    const page = studiesPage([study(counted), study([])], "notebooks/studies");
    expect(page).toContain("2 studies: 4 of 5 numbers are reproduced.");
  });

  test("where all are the same to the last digit nothing is farthest; where none is ours neither", () => {
    expect(row([{ n: 1, agreeing: 1, farthest: { number: "x", units: 0 } }])).toMatch(/ \*\*1 of 1\*\* \| 0\.00 \|$/);
    expect(row([{ n: 1, agreeing: 0, without: 1, farthest: null }])).toMatch(
      / \*\*0 of 1\*\*; 1 without ours \| – \|$/,
    );
  });

  test("a study without a title or a source is refused by name", () => {
    const [title, ...rest] = cells({});
    expect(() => studyOf(place, notebookOf(rest))).toThrow(
      'notebooks/studies/small.ipynb: its first cell is to begin with its title, "# …"',
    );
    expect(() => studyOf(place, notebookOf([title!]))).toThrow(
      'notebooks/studies/small.ipynb: a cell is to begin with "## Source" and hold the address of the source',
    );
  });
});
