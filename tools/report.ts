import { basename, join, resolve } from "node:path";
import type { PackageTable } from "../src/datasets/descriptor/read-package.js";
import { load } from "../src/datasets/load.js";
import { reading } from "../src/datasets/reading.js";
import { LANGUAGES, type Language, language } from "../src/language/language.js";
import { translated } from "./language/translate.js";
import { hasTranslation } from "./language/translation.js";
import { AUDIENCES, type Audience } from "./report/notebook-page.js";
import { type Parameters, parametersFor, readParameters } from "./report/parameters.js";
import { demoSubject, ownSubject, type Subject } from "./report/subject.js";
import { writeReports } from "./report/write-reports.js";
import type { Place } from "./run/find-notebooks.js";
import { withParameters } from "./run/inject.js";
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
  --lang LANGUAGE  en, fa or both (what the description says, else en); both writes two folders, OUT/en and OUT/fa
  --out DIR        write there (reports-NAME, after the package; without --data reports-demo)
  --only NAME      only this notebook (may be given several times)
  --audience WHOM  analyst (every number with its code) or manager (code and diagnostics folded away)
  -p NAME=VALUE    gives a parameter of the notebooks another value (may be given several times)
  --timeout N      seconds one cell may take (120)
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed or none could be made, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  data: { type: "string" },
  lang: { type: "string" },
  out: { type: "string" },
  only: { type: "string", multiple: true },
  parameter: { type: "string", short: "p", multiple: true },
  audience: { type: "string" },
  timeout: { type: "string" },
} as const;

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

/** `en`, `fa`, or both; what the description names only where it is one of them. */
function languagesOf(asked: string | undefined, described: string | undefined): readonly Language[] {
  if (asked === "both") return LANGUAGES;
  const found = LANGUAGES.find((one) => one === (asked ?? described));
  if (found !== undefined) return [found];
  if (asked === undefined) return ["en"];
  throw new WrongUsage(`--lang requires ${[...LANGUAGES, "both"].join(", ")}; got '${asked}'`);
}

/** The notebooks that can be read in a language; the others are named. */
function readable({ places }: Subject, code: Language, progress: Progress): readonly Place[] {
  if (code === "en") return places;
  for (const place of places) {
    if (!hasTranslation(place, code)) progress.say(`left out: ${place.stem} has not been translated to ${code} yet`);
  }
  const found = places.filter((place) => hasTranslation(place, code));
  if (found.length === 0) throw new Failure(`none of these notebooks has been translated to ${code}`);
  return found;
}

function audienceOf(asked = "analyst"): Audience {
  const found = AUDIENCES.find((one) => one === asked);
  if (found === undefined) throw new WrongUsage(`--audience requires ${AUDIENCES.join(" or ")}; got '${asked}'`);
  return found;
}

interface Report {
  readonly subject: Subject;
  readonly places: readonly Place[];
  readonly code: Language;
  readonly values: Parameters;
  readonly audience: Audience;
  readonly out: string;
  readonly timeout: number;
}

/** One folder of reports in one language. */
async function report(
  { subject, places, code, values, audience, out, timeout }: Report,
  progress: Progress,
): Promise<void> {
  const { tables, data } = subject;
  const copies = passingFolder();
  const surroundings: Readonly<Record<string, string>> = data === null ? {} : { VAFA_DATA: data };
  const given = data === null ? values : { ...values, data: basename(data) };
  await language(code);
  try {
    await publish(out, async (folder) => {
      await readTables(tables, folder, progress);
      const said = code === "en" ? places : places.map((place) => translated(place, code, copies.folder));
      const own = said.map((place) => {
        const its = parametersFor(place, given);
        return Object.keys(its).length === 0 ? place : withParameters(place, its, copies.folder);
      });
      const run = { root: ROOT, kernel: "vafa", timeout, folder, progress, surroundings };
      writeReports(await runNotebooks(own, run), folder, ROOT, new Date(), audience);
    });
  } finally {
    progress.clear();
    copies.remove();
  }
  progress.say(
    `${counted(places.length, "notebook")} executed and checked; start here: ${shownPath(join(out, "index.html"))}`,
  );
}

/** Where reports go that nobody gave a place. */
const folderFor = (data: string | null) =>
  data === null ? "reports-demo" : `reports-${basename(data).replace(/(\.schema)?\.(ya?ml|json)$/i, "")}`;

await command("npm run report", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const timeout = positive(options.timeout, "--timeout", 120);
  if (options.lang !== undefined) languagesOf(options.lang, undefined);
  const audience = audienceOf(options.audience);
  const data = options.data === undefined ? null : resolve(options.data);
  const subject = data === null ? demoSubject(options.only) : await ownSubject(data, options.only);
  const progress = progressOn(process.stdout);
  for (const line of subject.without) progress.say(`left out: ${line}`);
  if (subject.places.length === 0)
    throw new Failure("no notebook can be made from these columns: give them roles in the schema");
  const out = resolve(options.out ?? folderFor(data));
  const values = readParameters(options.parameter ?? [], subject.places);
  const languages = languagesOf(options.lang, subject.language);
  const all = languages.map((code) => ({ code, places: readable(subject, code, progress) }));
  await setUpWith(progress);
  for (const { code, places } of all) {
    await report(
      { subject, places, code, values, audience, out: all.length > 1 ? join(out, code) : out, timeout },
      progress,
    );
  }
});
