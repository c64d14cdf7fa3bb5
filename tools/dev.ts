import { watch } from "node:fs";
import { basename, dirname, join } from "node:path";
import { LANGUAGES } from "../src/language/language.js";
import { translationFile } from "./language/translation.js";
import { makeReport } from "./report/make-report.js";
import { outputFolder } from "./report/output-folder.js";
import { demoSubject } from "./report/subject.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { messageOf, WrongUsage } from "./terminal/failure.js";
import { readCommandLine } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";

const USAGE = `npm run dev -- NOTEBOOK [options]
Renders a notebook to a page, and renders it again whenever the notebook, its translation or a source of the project changes.
A cell that fails is said; the page then stays as it was. Ctrl-C ends it.
  --lang LANGUAGE  en or fa (en)
  --out DIR        write there, a folder inside this one (reports-dev)
  --debug          show where an error comes from
Exit codes: 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = { lang: { type: "string" }, out: { type: "string" } } as const;

/** Editors write a file in several steps. */
const SETTLED = 200;

/** Resolves when something among these has changed and nothing more does for a moment. */
function changed(places: readonly string[]): Promise<string> {
  return new Promise((resolve) => {
    let timer: NodeJS.Timeout | undefined;
    const watchers = places.map((place) =>
      watch(place, { recursive: true }, (_, name) => {
        clearTimeout(timer);
        timer = setTimeout(() => {
          for (const watcher of watchers) watcher.close();
          resolve(basename(name ?? place));
        }, SETTLED);
      }),
    );
  });
}

await command("npm run dev", async () => {
  const { values, files } = readCommandLine(OPTIONS, USAGE, 1);
  const code = LANGUAGES.find((one) => one === (values.lang ?? "en"));
  if (code === undefined) throw new WrongUsage(`--lang requires ${LANGUAGES.join(" or ")}; got '${values.lang}'`);
  if (files[0] === undefined) throw new WrongUsage("npm run dev requires the name of a notebook");
  const subject = demoSubject([files[0]]);
  const progress = progressOn(process.stdout);
  await setUpWith(progress);
  const [place] = subject.places;
  const translation = code === "en" ? [] : [dirname(translationFile(place!, code))];
  const sources = [place!.file, ...translation, ...["src", "tools"].map((name) => join(ROOT, name))];
  const out = outputFolder(values.out ?? "reports-dev");
  const report = { subject, places: subject.places, code, values: {}, audience: "analyst", out, timeout: 120 } as const;
  while (true) {
    const change = changed(sources);
    await makeReport(report, progress).catch((error: unknown) => progress.say(messageOf(error)));
    progress.say(`${await change} has changed`);
  }
});
