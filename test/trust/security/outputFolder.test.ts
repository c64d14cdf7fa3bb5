import { existsSync, mkdirSync, readdirSync, renameSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, beforeEach, expect, test } from "vitest";
import { writeRejects } from "../../../src/datasets/rejects.js";
import { outputFolder } from "../../../tools/report/output-folder.js";
import { writeReports } from "../../../tools/report/write-reports.js";
import { findNotebooks } from "../../../tools/run/find-notebooks.js";
import { publish } from "../../../tools/run/publish.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { code, markdown, notebookOf, shown } from "../../tools/written-notebook.js";
import { figure, sampleOf } from "../sized.js";
import { PAYLOADS } from "./payloads.js";

const { folder } = temporaryFolder();
const [base, outside] = [join(folder, "work"), join(folder, "outside")];
const before = process.cwd();

/** Everything beside `work` in the folder of the test: nothing of it may ever change. */
function elsewhere(): string {
  const within = readdirSync(outside, { recursive: true, encoding: "utf8" }).map((name) => join("outside", name));
  return [...readdirSync(folder).filter((name) => name !== "work"), ...within]
    .sort()
    .map((name) => `${name} ${statSync(join(folder, name), { throwIfNoEntry: false })?.mtimeMs}`)
    .join("\n");
}

let stood = "";
beforeEach(() => {
  rmSync(base, { recursive: true, force: true });
  rmSync(outside, { recursive: true, force: true });
  mkdirSync(join(base, "there"), { recursive: true });
  mkdirSync(outside);
  writeFileSync(join(outside, "kept.txt"), "kept");
  symlinkSync(outside, join(base, "link"));
  symlinkSync(join(folder, "made-by-link"), join(base, "dangling"));
  symlinkSync(folder, join(base, "far-link"));
  symlinkSync("..", join(base, "up"));
  symlinkSync("link", join(base, "link-to-link"));
  symlinkSync("loop", join(base, "loop"));
  process.chdir(base);
  stood = elsewhere();
});
afterEach(() => process.chdir(before));

/** What --out could be told in order to write elsewhere; the base is the folder of the command. */
const ASKED = [
  "..",
  "../",
  "../outside",
  "../outside/x",
  "./..",
  "./../outside",
  "there/..",
  "there/../..",
  "there/../../outside",
  "a/../../outside",
  "a/b/../../../outside",
  "...//../outside",
  "..\\outside",
  "there\\..\\..\\outside",
  "there/..\\../outside",
  "/",
  "/tmp/vafa-out",
  "//tmp/vafa-out",
  outside,
  `${outside}/x`,
  `${base}/../outside`,
  "link",
  "link/",
  "link/x",
  "link/x/y",
  "./link/x",
  "there/../link/x",
  "link-to-link",
  "link-to-link/x",
  "dangling",
  "dangling/x",
  "far-link/vafa-out",
  "up",
  "up/outside",
  "up/outside/x",
  "loop",
  "loop/x",
  "",
  " ",
  ".",
  "./",
  "there\0/../../outside",
  "\0",
  "x\0../outside",
  `${"a/".repeat(40)}${"../".repeat(41)}outside`,
];

/** Names that lead elsewhere on other systems, or look as if they did: here they are names like any other. */
const ODD = [
  "~",
  "~/x",
  "~root",
  "$HOME/x",
  "%USERPROFILE%",
  "C:",
  "C:/Windows",
  "CON",
  "nul.txt",
  "..%2foutside",
  "%2e%2e%2foutside",
  "..;/outside",
  "．．/outside",
  "‥/outside",
  "..\u200b/outside",
  "trailing.",
  "trailing ",
  "...",
  "..x",
  "x..",
  "LINK/x",
  "\u202exuo",
  "-rf",
  "`id`",
  "file:x",
  "a\nb",
];

async function written(asked: string): Promise<"refused" | string> {
  let out: string;
  try {
    out = outputFolder(asked);
  } catch {
    return "refused";
  }
  await publish(out, async (unfinished) => writeFileSync(join(unfinished, "index.html"), "x"));
  return out;
}

test("no name of an output folder leads out of this one, whatever it says or links to", async (context) => {
  const outsideOf: string[] = [];
  for (const asked of [...ASKED, ...ODD]) {
    const made = await written(asked).catch(() => "refused" as const);
    if (elsewhere() !== stood || existsSync("/tmp/vafa-out")) outsideOf.push(asked);
    if (ASKED.includes(asked)) expect(made, JSON.stringify(asked)).toBe("refused");
    if (made !== "refused") expect(made.startsWith(`${base}/`), JSON.stringify(asked)).toBe(true);
  }
  figure(context, {
    what: "output folders by which something was written elsewhere",
    cases: ASKED.length + ODD.length,
    found: String(outsideOf.length),
    bar: "0",
    held: outsideOf.length === 0,
  });
  expect(outsideOf).toEqual([]);
});

test("a link that is laid after the name was looked at, or while the reports are written, leads nothing elsewhere", async () => {
  const swapped = outputFolder("deep/may");
  mkdirSync(join(base, "deep"));
  rmSync(join(base, "deep"), { recursive: true });
  symlinkSync(outside, join(base, "deep"));
  await expect(publish(swapped, async () => {})).rejects.toThrow("leads out of this folder by a link");
  expect(elsewhere()).toBe(stood);

  const out = outputFolder("year/may");
  await publish(out, async (unfinished) => {
    renameSync(join(base, "year"), join(base, "aside"));
    symlinkSync(outside, join(base, "year"));
    writeFileSync(join(unfinished, "index.html"), "x");
  }).catch(() => {});
  expect(elsewhere()).toBe(stood);
});

test("a link laid where rejected rows are to be written is not written through", async () => {
  const to = join(base, "rejects");
  mkdirSync(to);
  for (const name of ["a.issues.csv", "a.rejected.csv"]) {
    symlinkSync(join(outside, "kept.txt"), join(to, `${name}.unfinished`));
    symlinkSync(join(outside, "kept.txt"), join(to, name));
  }
  await writeRejects(to, join(base, "a.csv"), { cells: [["x"], ["1"]] }, []);
  expect(elsewhere()).toBe(stood);
});

test("titles of figures, sheets, notebooks and sections make no file elsewhere", async (context) => {
  const titles = [
    ...sampleOf(PAYLOADS, 20),
    "../../outside/x",
    "/etc/x",
    "..\\..\\x",
    "a/b",
    "CON",
    "x".repeat(300),
    "\0",
  ];
  const figures = titles.map((text) =>
    shown({
      "application/vnd.plotly.v1+json": {
        data: [{ type: "bar", name: text, x: [text], y: [1] }],
        layout: { title: { text } },
      },
      "text/plain": text,
    }),
  );
  const cells = [markdown("# x"), ...titles.map((title) => markdown(`## ${title}`)), code("x", { outputs: figures })];
  const out = outputFolder("reports");
  await publish(out, async (unfinished) => {
    const file = join(base, "01.ipynb");
    const place = { stem: "01", file, name: "01.ipynb" };
    writeFileSync(file, JSON.stringify(notebookOf(cells)));
    const one = {
      place,
      file,
      notebook: notebookOf(cells),
      seconds: 1,
      on: new Date(2026, 5, 30),
      by: "this run" as const,
    };
    await writeReports([one], unfinished, base);
  });
  const own = readdirSync(out, { recursive: true, encoding: "utf8" });
  const odd = own.filter((name) => !/^[\w./-]+$/.test(name) || name.split("/").length > 2);
  figure(context, {
    what: "files made elsewhere, or by another name than of plain letters, of titles",
    cases: titles.length,
    found: String(odd.length),
    bar: "0",
    held: odd.length === 0 && elsewhere() === stood,
  });
  expect(odd).toEqual([]);
  expect(elsewhere()).toBe(stood);
  expect(own.filter((name) => name.endsWith(".csv"))).toHaveLength(titles.length);
});

test("--only names notebooks that are there, and nothing that lies elsewhere", () => {
  mkdirSync(join(base, "notebooks"));
  for (const path of [join(base, "notebooks", "01.ipynb"), join(outside, "secret.ipynb")])
    writeFileSync(path, JSON.stringify(notebookOf([markdown("# x")])));
  for (const only of [
    "../../outside/secret",
    "../outside/secret.ipynb",
    join(outside, "secret"),
    "..",
    "*",
    "",
    "~",
    "01\0",
  ])
    expect(() => findNotebooks(join(base, "notebooks"), [only]), only).toThrow("there is no notebook named");
  expect(findNotebooks(join(base, "notebooks"), ["notebooks/01.ipynb"])).toHaveLength(1);
});
