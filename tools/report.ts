import { basename, join, resolve } from "node:path";
import { LANGUAGES, type Language } from "../src/language/language.js";
import { makeReport, readable } from "./report/make-report.js";
import { AUDIENCES, type Audience } from "./report/notebook-page.js";
import { outputFolder } from "./report/output-folder.js";
import { readParameters } from "./report/parameters.js";
import { demoSubject, ownSubject } from "./report/subject.js";
import { keptRuns } from "./run/kept/kept-runs.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";

const USAGE = `npm run report -- [options]
Executes notebooks and writes a folder of reports, in English, in Persian or in both. With --data those of notebooks/your-data
on your own tables: FILE is the description that npm run check writes, where they lie and what their columns are. Notebooks
whose columns are not there are left out, by name, rows that do not keep to the description kept aside, in OUT/rejected.
Without it all notebooks, on the demo company.
  --data FILE      the description, YAML or JSON
  --lang LANGUAGE  en, fa or both (what the description says, else en); both writes two folders, OUT/en and OUT/fa
  --out DIR        write there, a folder inside this one (reports-NAME, after the package; without --data reports-demo)
  --only NAME      only this notebook (may be given several times)
  --audience WHOM  analyst (every number with its code) or manager (code and diagnostics folded away)
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
  parameter: { type: "string", short: "p", multiple: true },
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
const folderFor = (data: string | null) =>
  data === null ? "reports-demo" : `reports-${basename(data).replace(/(\.schema)?\.(ya?ml|json)$/i, "")}`;

await command("npm run report", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const timeout = positive(options.timeout, "--timeout", 120);
  if (options.lang !== undefined) languagesOf(options.lang, undefined);
  const audience = audienceOf(options.audience);
  const data = options.data === undefined ? null : resolve(options.data);
  const out = outputFolder(options.out ?? folderFor(data));
  const subject = data === null ? demoSubject(options.only) : await ownSubject(data, options.only);
  const progress = progressOn(process.stdout);
  for (const line of subject.without) progress.say(`left out: ${line}`);
  if (subject.places.length === 0)
    throw new Failure("no notebook can be made from these columns: give them roles in the schema");
  const values = readParameters(options.parameter ?? [], subject.places);
  const languages = languagesOf(options.lang, subject.language);
  const all = languages.map((code) => ({ code, places: readable(subject, code, progress) }));
  await setUpWith(progress);
  const kept = keptRuns(ROOT, "vafa", options.fresh);
  for (const { code, places } of all) {
    await makeReport(
      { subject, places, code, values, audience, out: all.length > 1 ? join(out, code) : out, timeout, kept },
      progress,
    );
  }
});
