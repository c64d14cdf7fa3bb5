import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { type Language, language } from "../../src/language/language.js";
import { AUDIENCES, type Audience } from "../../tools/report/notebook-page.js";
import { writeReports } from "../../tools/report/write-reports.js";
import type { Cell, Output } from "../../tools/run/notebook.js";
import { ROOT } from "../../tools/setup/places.js";
import { code, markdown, notebookOf, shown } from "../tools/written-notebook.js";
import { notebookCells } from "./fixture.js";
import { persianCells } from "./persianFixture.js";

/** What folds away for a manager is told by the ids of its cells. */
function withIds(cells: readonly Cell[]) {
  const notebook = notebookOf(cells);
  const isData = (cell: Cell) => /^## (Data|داده‌ها)/.test(String(cell.source));
  return { ...notebook, cells: notebook.cells.map((cell) => (isData(cell) ? { ...cell, id: "data" } : cell)) };
}

/** A figure of more numbers than fit under it: the table behind it scrolls downwards. */
const MANY = Array.from({ length: 40 }, (_, i) => i);
const LONG: Output = shown({
  "application/vnd.plotly.v1+json": {
    data: [{ type: "scatter", mode: "markers", name: "Kept", x: MANY, y: MANY.map((i) => i % 7) }],
    layout: { width: 760, height: 420, title: { text: "Customers kept, by week" } },
    config: {},
  },
  "text/plain": "Customers kept, by week.",
});

async function writeOne(lang: Language, audience: Audience, cells: readonly Cell[], folder: string): Promise<void> {
  const out = join(folder, `${lang}-${audience}`);
  mkdirSync(out);
  const notebooks = {
    "01-kept": cells,
    "studies/short": [markdown("# One line\n\nWhy?"), code("1 + 1", { count: 1, outputs: [LONG] })],
  };
  const executed = Object.entries(notebooks).map(([stem, held]) => ({
    place: { stem, file: join(folder, `${stem}.ipynb`), name: `${stem}.ipynb` },
    file: join(folder, `${stem}.ipynb`),
    notebook: { ...withIds(held), metadata: { lang } },
    ...{ seconds: 1, on: new Date(2026, 5, 30), by: "this run" as const },
  }));
  await writeReports(executed, out, ROOT, { audience });
}

/** Reports of fixed notebooks in both languages and for both audiences: `en-analyst/01-kept.html`, `fa-manager/index.html` … */
export async function writePages(folder: string): Promise<void> {
  for (const lang of ["en", "fa"] as const) {
    await language(lang);
    const cells = lang === "en" ? await notebookCells() : await persianCells();
    for (const audience of AUDIENCES) await writeOne(lang, audience, cells, folder);
  }
  await language("en");
}
