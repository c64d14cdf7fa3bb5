import { mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { afterEach, expect, test } from "vitest";
import { language } from "../../src/language/language.js";
import { AUDIENCES, type Audience } from "../../tools/report/notebook-page.js";
import { writeReports } from "../../tools/report/write-reports.js";
import type { Notebook } from "../../tools/run/notebook.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();

afterEach(() => language("en"));

const prose = (id: string, source: string) => ({ cell_type: "markdown", id, metadata: {}, source }) as const;
const code = (id: string, source: string, said: string) => {
  const outputs = said === "" ? [] : [{ output_type: "display_data", data: { "text/markdown": said }, metadata: {} }];
  return { cell_type: "code", id, metadata: {}, source, outputs, execution_count: 1 } as const;
};

async function pageOf(lang: string, audience: Audience): Promise<string> {
  const cells = [
    prose("title", "# سؤال NPS\n\nNPS چیست؟"),
    code("imports", "import { nps } from 'vafa';", ""),
    prose("data", "## داده‌ها"),
    code("load", "await load()", "۵ ردیف"),
    prose("answer-head", "## پاسخ"),
    code("answer", "await say()", "NPS برابر ۳۱ است."),
    prose("reproduce-head", "## بازتولید"),
    code("reproduce", "await reproducibility()", "نسخه‌ها"),
  ];
  const notebook = { cells, metadata: { lang }, nbformat: 4, nbformat_minor: 5 } as unknown as Notebook;
  const reports = join(folder, `${lang}-${audience}`);
  mkdirSync(reports, { recursive: true });
  const place = { stem: "one", file: join(folder, "one.ipynb"), name: "notebooks/one.ipynb" };
  await writeReports(
    [{ place, file: place.file, notebook, seconds: 1, on: new Date(2026, 5, 30), by: "this run" }],
    reports,
    folder,
    { audience },
  );
  return readFileSync(join(reports, "one.html"), "utf8");
}

test("a manager's page has all that was found and none of the code, and folds away where numbers come from", async () => {
  const [analyst, manager] = await Promise.all(AUDIENCES.map((audience) => pageOf("en", audience)));
  for (const said of ["۵ ردیف", "NPS برابر ۳۱ است.", "نسخه‌ها"]) {
    expect(analyst).toContain(said);
    expect(manager).toContain(said);
  }
  expect(analyst).toContain('<details class="code">');
  expect(manager).not.toContain('<details class="code">');
  const folded = [...manager!.matchAll(/<details class="diagnostic"><summary>(.*?)<\/summary>([\s\S]*?)<\/details>/g)];
  expect(folded.map(([, title]) => title)).toEqual(["داده‌ها", "بازتولید"]);
  expect(folded[0]![2]).toContain("۵ ردیف");
  expect(folded[0]![2]).not.toContain("NPS برابر");
});

test("a Persian page reads from right to left, its typeface and its words with it", async () => {
  await language("fa");
  const page = await pageOf("fa", "analyst");
  expect(page).toContain('<html lang="fa" dir="rtl"');
  expect(page).toMatch(/font-src data:/);
  expect(page).toMatch(/@font-face \{ font-family: Vazirmatn; font-weight: 400; src: url\(data:font\/woff2;base64,/);
  // A sentence that begins with a Latin name is Persian all the same.
  expect(page).toMatch(/<p dir="rtl">NPS برابر/);
  expect(page).toContain("۹ تیر ۱۴۰۵");
  const words = page.replace(/<style>[\s\S]*?<\/style>|<script[\s\S]*?<\/script>|<pre[\s\S]*?<\/pre>/g, "");
  const said = words.replace(/<[^>]+>/g, "\n").match(/[A-Za-z]{2,} [A-Za-z]{2,}/g);
  expect(said).toBeNull();
});

test("a page in English has neither", async () => {
  const page = await pageOf("en", "analyst");
  expect(page).toContain('<html lang="en" dir="ltr"');
  expect(page).not.toMatch(/font-src|@font-face/);
});
