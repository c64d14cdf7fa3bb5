import { basename, join, resolve } from "node:path";
import { LANGUAGES, type Language } from "../src/language/language.js";
import { type AskedPeriods, askedPeriods } from "./report/asked-periods.js";
import { readFormats } from "./report/formats/formats.js";
import { makeReport, readable } from "./report/make-report.js";
import { AUDIENCES, type Audience } from "./report/notebook-page.js";
import { outputFolder } from "./report/output-folder.js";
import { type Parameters, readParameters } from "./report/parameters.js";
import { readTables } from "./report/read-tables.js";
import { fewestOf } from "./report/share/fewest.js";
import { demoSubject, inPeriod, ownSubject, type Subject } from "./report/subject.js";
import type { Place } from "./run/find-notebooks.js";
import { keptRuns } from "./run/kept/kept-runs.js";
import { passingFolder } from "./run/passing-folder.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { type Progress, progressOn } from "./terminal/progress.js";

const USAGE = `npm run report -- [options]
Executes notebooks and writes a folder of reports, in English, in Persian or in both. With --data those of notebooks/your-data
on your own tables: FILE is the description that npm run check writes, where they lie and what their columns are. Notebooks
whose columns are not there are left out, by name, rows that do not keep to the description kept aside, in OUT/rejected.
Without it all notebooks, on the demo company.
  --data FILE      the description, YAML or JSON
  --lang LANGUAGE  en, fa or both (what the description says, else en); both writes two folders, OUT/en and OUT/fa
  --out DIR        write there, a folder inside this one (reports-NAME, after the package; without --data reports-demo)
  --only NAME      only this notebook (may be given several times)
  --format LIST    html, ipynb, xlsx, pdf, pptx or several with commas (html,ipynb,xlsx); a PDF takes a Chromium
  --audience WHOM  analyst (every number with its code) or manager (code and diagnostics folded away)
  --period P       only the rows of this period: 2026, 2026-Q2, 2026-05, 2026-W20, 1405-02, or a range: 2026-01..2026-03
  --compare WITH   what has changed since: previous, last-year, a period, or the description of last time's tables
  --share          for people outside: nothing that rests on fewer than 10 answers, no rows, see docs/trust.md
  --share-from K   the same with another number of answers, 5 or more
  -p NAME=VALUE    gives a parameter of the notebooks another value (may be given several times)
  --timeout N      seconds one cell may take (120)
  --fresh          execute every notebook, also where nothing has changed since an earlier report
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed or none could be made, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  data: { type: "string" },
  lang: { type: "string" },
  out: { type: "string" },
  only: { type: "string", multiple: true },
  period: { type: "string" },
  compare: { type: "string" },
  parameter: { type: "string", short: "p", multiple: true },
  format: { type: "string" },
  share: { type: "boolean" },
  "share-from": { type: "string" },
  audience: { type: "string" },
  timeout: { type: "string" },
  fresh: { type: "boolean" },
} as const;

/** `en`, `fa`, or both; what the description names only where it is one of them. */
function languagesOf(asked: string | undefined, described: string | undefined): readonly Language[] {
  if (asked === "both") return LANGUAGES;
  const found = LANGUAGES.find((one) => one === (asked ?? described));
  if (found !== undefined) return [found];
  if (asked === undefined) return ["en"];
  throw new WrongUsage(`--lang requires ${[...LANGUAGES, "both"].join(", ")}; got '${asked}'`);
}

function audienceOf(asked = "analyst"): Audience {
  const found = AUDIENCES.find((one) => one === asked);
  if (found === undefined) throw new WrongUsage(`--audience requires ${AUDIENCES.join(" or ")}; got '${asked}'`);
  return found;
}

/** Where reports go that nobody gave a place. */
const folderFor = (data: string | null, share: number | null) => {
  const name = data === null ? "demo" : basename(data).replace(/(\.schema)?\.(ya?ml|json)$/i, "");
  return `reports-${name}${share === null ? "" : "-shared"}`;
};

interface Answers {
  readonly data: string | null;
  readonly only: string[] | undefined;
  readonly periods: AskedPeriods;
}

/** The demo company has all notebooks; a period of it those of your-data, on its description. */
function subjectOf({ data, only, periods: { period, against } }: Answers): Promise<Subject> | Subject {
  if (data === null && period === null && against === null) return demoSubject(only);
  return ownSubject(data ?? join(ROOT, "data", "demo.yaml"), only, against === null ? "alone" : "compared");
}

function leaveOut({ without, places }: Subject, progress: Progress): void {
  for (const line of without) progress.say(`left out: ${line}`);
  if (places.length > 0) return;
  throw new Failure("no notebook can be made from these columns: give them roles in the schema");
}

/** What is said with -p, and by --period and --compare to the notebooks that have parameters for it. */
function valuesOf(given: readonly string[], { period, against }: AskedPeriods, places: readonly Place[]): Parameters {
  const values = readParameters(given, places);
  const asked = { period, against };
  for (const name of ["period", "against"] as const) {
    if (asked[name] === null || !(name in values)) continue;
    throw new WrongUsage(`-p ${name} and --${name === "period" ? name : "compare"} say the same; give one`);
  }
  const compared =
    against === null ? {} : { against: "file" in against ? basename(against.file) : against.period.label };
  // The notebook of changes has a period of the demo company, which last time's tables need not have.
  const now = period !== null ? { period: period.label } : against !== null ? { period: null } : {};
  return { ...values, ...now, ...compared };
}

await command("npm run report", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const timeout = positive(options.timeout, "--timeout", 120);
  if (options.lang !== undefined) languagesOf(options.lang, undefined);
  const audience = audienceOf(options.audience);
  const formats = readFormats(options.format);
  const periods = askedPeriods(options.period, options.compare);
  const data = options.data === undefined ? null : resolve(options.data);
  const share = fewestOf(options.share, options["share-from"]);
  const out = outputFolder(options.out ?? folderFor(data, share));
  const whole = await subjectOf({ data, only: options.only, periods });
  const progress = progressOn(process.stdout);
  leaveOut(whole, progress);
  const values = valuesOf(options.parameter ?? [], periods, whole.places);
  const languages = languagesOf(options.lang, whole.language);
  const aside = passingFolder();
  const kept = keptRuns(ROOT, "vafa", options.fresh);
  const how = { folder: aside.folder, period: periods.period, ...(kept && { kept }) };
  const extents = await readTables(whole.tables, how, progress);
  const subject = inPeriod(whole, extents);
  leaveOut(subject, progress);
  const all = languages.map((code) => ({ code, places: readable(subject, code, progress) }));
  await setUpWith(progress);
  const { against } = periods;
  const same = {
    ...{ subject, values, audience, formats, timeout, kept, share },
    ...{
      rejected: join(aside.folder, "rejected"),
      ...(against !== null && "file" in against && { before: against.file }),
    },
  };
  for (const { code, places } of all) {
    await makeReport({ ...same, places, code, out: all.length > 1 ? join(out, code) : out }, progress);
  }
  aside.remove();
});
