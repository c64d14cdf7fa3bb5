import { basename, join } from "node:path";
import type { PackageTable } from "../../src/datasets/descriptor/read-package.js";
import { load } from "../../src/datasets/load.js";
import { reading } from "../../src/datasets/reading.js";
import { type Language, language } from "../../src/language/language.js";
import { translated } from "../language/translate.js";
import { hasTranslation } from "../language/translation.js";
import type { Place } from "../run/find-notebooks.js";
import { withParameters } from "../run/inject.js";
import { executedInWords } from "../run/kept/executed-in-words.js";
import type { KeptRuns } from "../run/kept/kept-runs.js";
import { passingFolder } from "../run/passing-folder.js";
import { publish } from "../run/publish.js";
import { type Executed, runNotebooks } from "../run/run-notebooks.js";
import { ROOT } from "../setup/places.js";
import { Failure, messageOf } from "../terminal/failure.js";
import type { Progress } from "../terminal/progress.js";
import { counted, shownPath } from "../terminal/words.js";
import type { Audience } from "./notebook-page.js";
import { type Parameters, parametersFor } from "./parameters.js";
import type { Subject } from "./subject.js";
import { writeReports } from "./write-reports.js";

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

/** The notebooks that can be read in a language; the others are named. */
export function readable({ places }: Subject, code: Language, progress: Progress): readonly Place[] {
  if (code === "en") return places;
  for (const place of places) {
    if (!hasTranslation(place, code)) progress.say(`left out: ${place.stem} has not been translated to ${code} yet`);
  }
  const found = places.filter((place) => hasTranslation(place, code));
  if (found.length === 0) throw new Failure(`none of these notebooks has been translated to ${code}`);
  return found;
}

export interface Report {
  readonly subject: Subject;
  readonly places: readonly Place[];
  readonly code: Language;
  readonly values: Parameters;
  readonly audience: Audience;
  readonly out: string;
  readonly timeout: number;
  /** Executed notebooks of earlier runs. */
  readonly kept?: KeptRuns;
}

/** One folder of reports in one language. */
export async function makeReport(
  { subject, places, code, values, audience, out, timeout, kept }: Report,
  progress: Progress,
): Promise<void> {
  const { tables, data } = subject;
  const copies = passingFolder();
  const surroundings: Readonly<Record<string, string>> = data === null ? {} : { VAFA_DATA: data };
  const given = data === null ? values : { ...values, data: basename(data) };
  await language(code);
  let executed: readonly Executed[];
  try {
    executed = await publish(out, async (folder) => {
      await readTables(tables, folder, progress);
      const said = code === "en" ? places : places.map((place) => translated(place, code, copies.folder));
      const own = said.map((place) => {
        const its = parametersFor(place, given);
        return Object.keys(its).length === 0 ? place : withParameters(place, its, copies.folder);
      });
      const run = { root: ROOT, kernel: "vafa", timeout, folder, progress, surroundings, ...(kept && { kept }) };
      const results = await runNotebooks(own, run);
      progress.show(0, 0, "writing the reports");
      writeReports(results, folder, ROOT, audience);
      return results;
    });
  } finally {
    progress.clear();
    copies.remove();
  }
  progress.say(`${executedInWords(executed)}; start here: ${shownPath(join(out, "index.html"))}`);
}
