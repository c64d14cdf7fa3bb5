import { existsSync, mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { coverageHeadline, coveragePage } from "./coverage/coveragePage.js";
import { type CoverageTable, verdictInWords, verdicts } from "./coverage/coverageTable.js";
import { COVERAGE_TITLES, coverageTables } from "./coverage/coverageTables.js";
import { readFigures, writeFigures } from "./coverage/figures.js";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { readOptions } from "./terminal/options.js";
import { secondsInWords } from "./terminal/words.js";

const USAGE = `npm run coverage
Works out how often the intervals hold what they claim to hold, and writes reports/coverage.html.
The figures also go to docs/coverage.json, to be committed: npm start makes the page from them.
  --only TITLE     one table anew, the others as docs/coverage.json has them
  --debug          show where an error comes from
Exit codes: 0 fine, 1 an interval misses its bar, 2 wrong usage.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

/** Beside the other reports, if there are any yet. */
function writePage(tables: readonly CoverageTable[]): string {
  const folder = join(ROOT, "reports");
  const html = coveragePage(tables, existsSync(join(folder, "index.html")) ? "index.html" : null);
  mkdirSync(folder, { recursive: true });
  const path = join(folder, "coverage.html");
  writeFileSync(`${path}.tmp`, html);
  renameSync(`${path}.tmp`, path);
  return "reports/coverage.html";
}

await command("coverage", async () => {
  const { only } = readOptions({ only: { type: "string" } }, USAGE);
  if (only !== undefined && !COVERAGE_TITLES.includes(only)) {
    throw new WrongUsage(`--only requires one of ${COVERAGE_TITLES.join("; ")}; got ${JSON.stringify(only)}`);
  }
  const kept = only === undefined ? [] : (readFigures(ROOT) ?? []).filter(({ title }) => title !== only);
  const started = performance.now();
  const tables = await coverageTables((table) => {
    say(`${table.title} (${secondsInWords((performance.now() - started) / 1000)})`);
    for (const verdict of verdicts(table)) say(`  ${verdictInWords(verdict)}`);
  }, kept);
  const figures = writeFigures(ROOT, tables);
  say(`${coverageHeadline(tables)}: ${writePage(tables)}, ${figures}`);
  const missed = tables.flatMap(verdicts).filter(({ held }) => !held);
  if (missed.length > 0) throw new Failure(missed.map(verdictInWords).join("; "));
});
