import { basename, join, resolve } from "node:path";
import { type PackageTable, readPackage } from "../src/datasets/descriptor/read-package.js";
import { load } from "../src/datasets/load.js";
import { reading } from "../src/datasets/reading.js";
import { rolesOf } from "../src/datasets/table-with.js";
import { LANGUAGES, type Language, language } from "../src/language/language.js";
import { translated } from "./language/translate.js";
import { hasTranslation } from "./language/translation.js";
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

const USAGE = `npm run report -- [options]
Executes notebooks and writes a folder of reports, in English, in Persian or in both. With --data those of notebooks/your-data
on your own tables: FILE is the description that npm run check writes, where they lie and what their columns are. Notebooks
whose columns are not there are left out, by name, rows that do not keep to the description kept aside, in OUT/rejected.
Without it all notebooks, on the demo company.
  --data FILE      the description, YAML or JSON
  --lang LANGUAGE  en, fa or both (en); both writes two folders, OUT/en and OUT/fa
  --out DIR        write there (reports-NAME, after the package; without --data reports-demo)
  --only NAME      only this notebook (may be given several times)
  --timeout N      seconds one cell may take (120)
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed or none could be made, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  data: { type: "string" },
  lang: { type: "string" },
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

/** `en`, `fa`, or both. */
function languagesOf(asked = "en"): readonly Language[] {
  if (asked === "both") return LANGUAGES;
  const found = LANGUAGES.find((one) => one === asked);
  if (found === undefined) throw new WrongUsage(`--lang requires ${[...LANGUAGES, "both"].join(", ")}; got '${asked}'`);
  return [found];
}

/** What is reported on: the tables of a description, or the demo company. */
interface Subject {
  readonly places: readonly Place[];
  readonly tables: readonly PackageTable[];
  /** The description; null for the demo company. */
  readonly data: string | null;
}

function inEnglish({ places, data }: Subject, folder: string): readonly Place[] {
  return data === null ? places : places.map((place) => withParameters(place, { data: basename(data) }, folder));
}

/** One folder of reports in one language. */
async function report(
  subject: Subject,
  code: Language,
  out: string,
  timeout: number,
  progress: Progress,
): Promise<void> {
  const copies = passingFolder();
  await language(code);
  try {
    await publish(out, async (folder) => {
      await readTables(subject.tables, folder, progress);
      const { data } = subject;
      const inLanguage =
        code === "en" ? subject.places : subject.places.map((one) => translated(one, code, copies.folder));
      const own = inEnglish({ ...subject, places: inLanguage }, copies.folder);
      const surroundings: Readonly<Record<string, string>> = data === null ? {} : { VAFA_DATA: data };
      const executed = await runNotebooks(own, { root: ROOT, kernel: "vafa", timeout, folder, progress, surroundings });
      writeReports(executed, folder, ROOT, new Date());
    });
  } finally {
    progress.clear();
    copies.remove();
  }
  const many = counted(subject.places.length, "notebook");
  progress.say(`${many} executed and checked; start here: ${shownPath(join(out, "index.html"))}`);
}

const NAME = /(\.schema)?\.(ya?ml|json)$/i;

async function subjectOf(
  data: string | null,
  only: readonly string[] | undefined,
  progress: Progress,
): Promise<Subject> {
  if (data === null) return { places: findNotebooks(join(ROOT, "notebooks"), only), tables: [], data };
  const all = findNotebooks(NOTEBOOKS, only);
  const tables = await packageOf(data);
  const { places, without } = choose(all, tables);
  for (const line of without) progress.say(`left out: ${line}`);
  if (places.length === 0)
    throw new Failure("no notebook can be made from these columns: give them roles in the schema");
  return { places, tables, data };
}

await command("npm run report", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const languages = languagesOf(options.lang);
  const timeout = positive(options.timeout, "--timeout", 120);
  const data = options.data === undefined ? null : resolve(options.data);
  const progress = progressOn(process.stdout);
  const subject = await subjectOf(data, options.only, progress);
  const out = resolve(options.out ?? (data === null ? "reports-demo" : `reports-${basename(data).replace(NAME, "")}`));
  for (const code of languages) {
    const known = code === "en" ? subject.places : subject.places.filter((place) => hasTranslation(place, code));
    for (const place of subject.places)
      if (!known.includes(place)) progress.say(`left out: ${place.stem} has no ${code} yet`);
    if (known.length === 0) throw new Failure(`none of these notebooks has been translated to ${code}`);
  }
  await setUpWith(progress);
  for (const code of languages) {
    const places = code === "en" ? subject.places : subject.places.filter((place) => hasTranslation(place, code));
    await report({ ...subject, places }, code, languages.length > 1 ? join(out, code) : out, timeout, progress);
  }
});
