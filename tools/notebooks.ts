import { readFileSync, renameSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { differencesOf } from "./commit/compare.js";
import { FRONT, writeFrontPicture } from "./commit/front-picture.js";
import { notebookText } from "./commit/normalise.js";
import { findNotebooks, type Place } from "./run/find-notebooks.js";
import { readNotebook } from "./run/notebook.js";
import { passingFolder } from "./run/passing-folder.js";
import { type Executed, runNotebooks } from "./run/run-notebooks.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { writeIndex } from "./studies/index-page.js";
import { newStudy } from "./studies/new-study.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { type Progress, progressOn } from "./terminal/progress.js";
import { counted, shownPath } from "./terminal/words.js";

const USAGE = `npm run notebooks -- [options]
Executes the notebooks of notebooks/ on the Vafa kernel and writes their outputs back into them, to be committed.
  --compare        write nothing; fail where fresh outputs differ from the committed ones
  --executed DIR   with --compare: execute nothing, take the notebooks that npm start has executed and written to DIR
  --only NAME      only this notebook (may be given several times)
  --timeout N      seconds one cell may take (120)
  --index          execute nothing; write notebooks/studies/README.md from the committed outputs
  --new NAME       execute nothing; write a new study, notebooks/studies/NAME.ipynb, from the template
  --title TEXT     its question
  --notebooks DIR  take the notebooks of this folder
  --kernel NAME    run them on another kernel of this Jupyter (vafa)
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed or differs, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  compare: { type: "boolean" },
  executed: { type: "string" },
  only: { type: "string", multiple: true },
  index: { type: "boolean" },
  new: { type: "string" },
  title: { type: "string" },
  timeout: { type: "string" },
  notebooks: { type: "string" },
  kernel: { type: "string" },
} as const;

function writeBack(executed: readonly Executed[], progress: Progress): void {
  for (const { place, notebook } of executed) {
    const text = notebookText(notebook);
    const same = readFileSync(place.file, "utf8") === text;
    if (!same) {
      writeFileSync(`${place.file}.tmp`, text);
      renameSync(`${place.file}.tmp`, place.file);
    }
    progress.say(`${same ? "unchanged" : "written  "}  ${shownPath(place.file)}`);
    if (
      place.stem === FRONT.stem &&
      place.file.startsWith(join(ROOT, "notebooks")) &&
      writeFrontPicture(notebook, ROOT)
    )
      progress.say(`written    ${FRONT.picture}`);
  }
}

function writeStudies(notebooks: string, progress: Progress): void {
  const page = writeIndex(notebooks);
  if (page !== null) progress.say(`${page.same ? "unchanged" : "written  "}  ${shownPath(page.file)}`);
}

/** Notebooks that another run has executed, from the folder of its reports. */
function executedIn(folder: string, places: readonly Place[]): Pick<Executed, "place" | "notebook">[] {
  return places.map((place) => {
    const file = join(folder, `${place.stem}.ipynb`);
    return { place, notebook: readNotebook(file, shownPath(file)) };
  });
}

function compare(executed: readonly Pick<Executed, "place" | "notebook">[], progress: Progress): void {
  let different = 0;
  for (const { place, notebook } of executed) {
    const found = differencesOf(readNotebook(place.file, place.name), notebook);
    progress.say(`${found.length === 0 ? "same     " : "different"}  ${shownPath(place.file)}`);
    for (const line of found) progress.say(`  ${line}`);
    if (found.length > 0) different += 1;
  }
  if (different > 0) {
    throw new Failure(
      `${counted(different, "notebook")} of ${executed.length} gave other outputs than committed; npm run notebooks writes them anew`,
    );
  }
}

async function execute(notebooks: string, options: ReturnType<typeof readOptions<typeof OPTIONS>>): Promise<void> {
  const timeout = positive(options.timeout, "--timeout", 120);
  const places = findNotebooks(notebooks, options.only);
  const progress = progressOn(process.stdout);
  if (options.executed !== undefined) {
    if (options.compare !== true) throw new WrongUsage("--executed goes with --compare");
    compare(executedIn(resolve(options.executed), places), progress);
    return;
  }
  await setUpWith(progress);
  const { folder, remove } = passingFolder();
  try {
    const executed = await runNotebooks(places, {
      root: ROOT,
      kernel: options.kernel ?? "vafa",
      timeout,
      folder,
      progress,
    });
    if (options.compare) compare(executed, progress);
    else {
      writeBack(executed, progress);
      writeStudies(notebooks, progress);
    }
  } finally {
    progress.clear();
    remove();
  }
}

await command("notebooks", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const notebooks = resolve(options.notebooks ?? join(ROOT, "notebooks"));
  if (options.new !== undefined) {
    process.stdout.write(`written    ${shownPath(newStudy(notebooks, options.new, options.title))}\n`);
  } else if (options.index) writeStudies(notebooks, progressOn(process.stdout));
  else await execute(notebooks, options);
});
