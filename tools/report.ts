import { basename, join, resolve } from "node:path";
import { type PackageTable, readPackage } from "../src/datasets/descriptor/read-package.js";
import { load } from "../src/datasets/load.js";
import { reading } from "../src/datasets/reading.js";
import { rolesOf } from "../src/datasets/table-with.js";
import { writeReports } from "./report/write-reports.js";
import { findNotebooks, type Place } from "./run/find-notebooks.js";
import { withParameters } from "./run/inject.js";
import { needsOf } from "./run/needs.js";
import { passingFolder } from "./run/passing-folder.js";
import { publish } from "./run/publish.js";
import { runNotebooks } from "./run/run-notebooks.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { Failure, messageOf, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { type Progress, progressOn } from "./terminal/progress.js";
import { counted, shownPath } from "./terminal/words.js";

const USAGE = `npm run report -- --data FILE [options]
Executes the notebooks of notebooks/your-data on your own tables and writes a folder of reports. FILE is the description of
your tables that npm run check writes: where they lie, and what their columns are. Notebooks whose columns are not there are
left out, by name. Rows that do not keep to the description are kept aside, in OUT/rejected.
  --data FILE      the description, YAML or JSON
  --out DIR        write there (reports-NAME, after the package)
  --only NAME      only this notebook (may be given several times)
  --timeout N      seconds one cell may take (120)
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed or none could be made, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  data: { type: "string" },
  out: { type: "string" },
  only: { type: "string", multiple: true },
  timeout: { type: "string" },
} as const;

const NOTEBOOKS = join(ROOT, "notebooks", "your-data");

async function packageOf(file: string): Promise<readonly PackageTable[]> {
  try {
    return (await readPackage(resolve(file))).tables;
  } catch (error) {
    throw new Failure(messageOf(error));
  }
}

/** Reads each table once before any notebook does: what is kept aside is written, and said. */
async function readTables(tables: readonly PackageTable[], folder: string, progress: Progress): Promise<void> {
  for (const { name, path, file, schema, layout } of tables) {
    const show = (done: number, total: number) => progress.show(done, total, `reading ${path}`, `reading ${path}`);
    const options = { schema, layout, rejectsTo: join(folder, "rejected"), progress: show };
    const frame = await load(file, options).catch((error) => {
      throw new Failure(messageOf(error));
    });
    const { rows, rejected, issues } = reading(frame);
    const notes = issues.filter(({ effect }) => effect === "note").length;
    progress.say(
      `${name}: ${counted(rows, "row")} of ${path}, ${rejected} kept aside, ${counted(notes, "thing")} to know`,
    );
  }
}

interface Choice {
  readonly places: readonly Place[];
  /** Which notebooks are left out, and for want of what. */
  readonly without: readonly string[];
}

/** The notebooks whose tables are all there; the others by name, with the roles that the nearest table lacks. */
function choose(all: readonly Place[], tables: readonly PackageTable[]): Choice {
  const roles = tables.map(rolesOf);
  const lacking = (needs: readonly string[]) =>
    roles.map((there) => needs.filter((role) => !(role in there))).sort((a, b) => a.length - b.length)[0] ?? needs;
  const without = all.flatMap((place) => {
    const missing = needsOf(place)
      .map(lacking)
      .filter(({ length }) => length > 0);
    return missing.length === 0 ? [] : [{ place, missing: missing.flat() }];
  });
  return {
    places: all.filter((place) => !without.some((one) => one.place === place)),
    without: without.map(({ place, missing }) => `${place.stem} needs a column with the role ${missing.join(", ")}`),
  };
}

await command("npm run report", async () => {
  const options = readOptions(OPTIONS, USAGE);
  if (options.data === undefined) {
    throw new WrongUsage("--data requires the description of your tables; npm run check -- FILE writes one");
  }
  const data = resolve(options.data);
  const timeout = positive(options.timeout, "--timeout", 120);
  const all = findNotebooks(NOTEBOOKS, options.only);
  const tables = await packageOf(data);
  const { places, without } = choose(all, tables);
  const progress = progressOn(process.stdout);
  for (const line of without) progress.say(`left out: ${line}`);
  if (places.length === 0)
    throw new Failure("no notebook can be made from these columns: give them roles in the schema");
  const out = resolve(options.out ?? `reports-${basename(data).replace(/(\.schema)?\.(ya?ml|json)$/i, "")}`);
  await setUpWith(progress);
  const copies = passingFolder();
  try {
    await publish(out, async (folder) => {
      await readTables(tables, folder, progress);
      const own = places.map((place) => withParameters(place, { data: basename(data) }, copies.folder));
      const run = { root: ROOT, kernel: "vafa", timeout, folder, progress, surroundings: { VAFA_DATA: data } };
      writeReports(await runNotebooks(own, run), folder, ROOT, new Date());
    });
  } finally {
    progress.clear();
    copies.remove();
  }
  progress.say(
    `${counted(places.length, "notebook")} executed and checked; start here: ${shownPath(join(out, "index.html"))}`,
  );
});
