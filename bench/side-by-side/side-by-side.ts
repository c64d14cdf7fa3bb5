import { mkdirSync, mkdtempSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { cpus, tmpdir, type } from "node:os";
import { join } from "node:path";
import { ROOT } from "../../tools/setup/places.js";
import { measureCluster } from "./cluster.js";
import { performanceDocument } from "./document.js";
import type { Figures, Grown, WorkFigures } from "./figures.js";
import { writeFigures } from "./figures.js";
import { measureGrowth } from "./growth.js";
import { measureFromFile, measureInMemory } from "./measure.js";
import { benchPage } from "./page.js";
import { systems } from "./systems.js";
import { type TableName, writeTable } from "./tables.js";
import { cellOf, goalsOf, grownGoal, headline, milliseconds, systemsOf } from "./words-of-figures.js";
import { FROM_FILE, IN_MEMORY } from "./works.js";

/** The size of the figures that are kept; others make a page and no document. */
export const KEPT_ROWS = 1_000_000;

const TABLES: readonly TableName[] = ["answers", "ratings", "before", "after", "spells", "orders"];
const ROUNDS = { file: 3, memory: 7 } as const;

export interface SideBySideOptions {
  readonly rows: number;
  /** Rows of the Parquet files. */
  readonly growth: readonly number[];
}

const say = (text: string) => process.stdout.write(`${text}\n`);

function tell(work: WorkFigures): WorkFigures {
  const times = systemsOf([work]).map((name) => `${name} ${cellOf(work, name)}`);
  say(`  ${work.work}: ${times.join(", ")} ms; ${goalsOf(work)}`);
  return work;
}

const tellGrown = (one: Grown) =>
  say(
    `  ${one.work}, ${one.rows.toLocaleString("en")} rows: ${milliseconds(one.ours.milliseconds)} ms (${one.ours.peak} MB); ${grownGoal(one)}`,
  );

/** The machine in words that name nobody's machine. */
function machineInWords(): string {
  return `${cpus().length} shared cores, ${type()}, Node ${process.versions.node}`;
}

async function measured(folder: string, { rows, growth }: SideBySideOptions): Promise<Figures> {
  say(`Side by side, ${rows.toLocaleString("en")} rows`);
  // First, while it is known to be there.
  const cluster = await measureCluster();
  if (typeof cluster !== "string") for (const work of cluster.works) tell(work);
  for (const name of TABLES) writeTable(name, rows, folder);
  const all = await systems();
  say("From a CSV file to the answer");
  const fromFile: WorkFigures[] = [];
  for (const work of FROM_FILE) fromFile.push(tell(await measureFromFile(all, work, folder, ROUNDS.file)));
  say("The work alone");
  const inMemory: WorkFigures[] = [];
  for (const work of IN_MEMORY) inMemory.push(tell(await measureInMemory(all, work, folder, ROUNDS.memory)));
  say("Growth on DuckDB");
  const grown = await measureGrowth(folder, growth, tellGrown);
  return {
    day: new Date().toISOString().slice(0, 10),
    machine: machineInWords(),
    rows,
    tables: [
      {
        title: "From a CSV file to the answer, whole process",
        says: "A process of its own for each answer, from its start until it is gone. Vafa reads with `load`, every cell checked against a schema, and the whole file; its peers read the columns they need.",
        works: fromFile,
      },
      {
        title: "The work alone, tables in memory",
        says: "The same works asked again and again in one process, with the tables read before: a DataFrame of `load`, a DataFrame of pandas or polars, a table of DuckDB.",
        works: inMemory,
      },
    ],
    growth: grown,
    cluster,
  };
}

function writeWhole(file: string, text: string): void {
  writeFileSync(`${file}.tmp`, text);
  renameSync(`${file}.tmp`, file);
}

/** Measures everything that stands side by side, and writes the page; at full size the document too, with the figures it is made from. */
export async function benchSideBySide(options: SideBySideOptions): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-bench-"));
  try {
    const figures = await measured(folder, options);
    mkdirSync(join(ROOT, "reports"), { recursive: true });
    writeWhole(join(ROOT, "reports", "bench.html"), benchPage(figures));
    const isKept = options.rows === KEPT_ROWS;
    if (isKept) {
      writeFigures(ROOT, figures);
      writeWhole(join(ROOT, "docs", "performance.md"), performanceDocument(figures));
    }
    say(`${headline(figures)}: reports/bench.html${isKept ? ", docs/performance.md" : ""}`);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
