import { cpSync, existsSync } from "node:fs";
import { basename, join } from "node:path";
import { type Language, language } from "../../src/language/language.js";
import { translated } from "../language/translate.js";
import { hasTranslation } from "../language/translation.js";
import type { Place } from "../run/find-notebooks.js";
import { withParameters } from "../run/inject.js";
import { executedInWords } from "../run/kept/executed-in-words.js";
import type { KeptRuns } from "../run/kept/kept-runs.js";
import { unlessStanding } from "../run/kept/unless-standing.js";
import { passingFolder } from "../run/passing-folder.js";
import { publish } from "../run/publish.js";
import { type Executed, runNotebooks } from "../run/run-notebooks.js";
import { findBrowser } from "../setup/find-browser.js";
import { ROOT } from "../setup/places.js";
import { Failure } from "../terminal/failure.js";
import type { Progress } from "../terminal/progress.js";
import { shownPath } from "../terminal/words.js";
import type { Format } from "./formats/formats.js";
import type { Audience } from "./notebook-page.js";
import { type Parameters, parametersFor } from "./parameters.js";
import { requireNothingSecret } from "./share/require-nothing-secret.js";
import type { Subject } from "./subject.js";
import { writeReports } from "./write-reports.js";

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
  readonly formats?: ReadonlySet<Format>;
  readonly out: string;
  readonly timeout: number;
  /** Executed notebooks of earlier runs. */
  readonly kept?: KeptRuns;
  /** The rows that were kept aside, and why. */
  readonly rejected?: string;
  /** Made for people outside: nothing that rests on fewer answers than this. */
  readonly share?: number | null;
  /** The description of last time's tables. */
  readonly before?: string;
}

/** One folder of reports in one language. */
export async function makeReport(
  { subject, places, code, values, audience, formats, out, timeout, kept, share = null, rejected, before }: Report,
  progress: Progress,
): Promise<void> {
  const { data } = subject;
  const copies = passingFolder();
  const surroundings = {
    ...(data !== null && { VAFA_DATA: data }),
    ...(before !== undefined && { VAFA_BEFORE: before }),
    ...(share !== null && { VAFA_SHARE: String(share) }),
  };
  const given = data === null ? values : { ...values, data: basename(data) };
  await language(code);
  let executed: readonly Pick<Executed, "by" | "on">[];
  try {
    const said = code === "en" ? places : places.map((place) => translated(place, code, copies.folder));
    const own = said.map((place) => {
      const its = parametersFor(place, given);
      return Object.keys(its).length === 0 ? place : withParameters(place, its, copies.folder);
    });
    const browser = formats?.has("pdf") ? [findBrowser() ?? "no browser"] : [];
    const how = [code, audience, ...[...(formats ?? [])].sort(), ...browser];
    const write = async (folder: string) => {
      if (share === null && rejected !== undefined && existsSync(rejected))
        cpSync(rejected, join(folder, "rejected"), { recursive: true });
      const run = { root: ROOT, kernel: "vafa", timeout, folder, progress, surroundings, ...(kept && { kept }) };
      const results = await runNotebooks(own, run);
      progress.show(0, 0, "writing the reports");
      await writeReports(results, folder, ROOT, {
        audience,
        ...(formats && { formats }),
        say: (line) => progress.say(line),
      });
      if (share !== null) requireNothingSecret(folder, results);
      return results;
    };
    executed = await unlessStanding({ root: ROOT, out, places: own, surroundings, how, kept }, () =>
      publish(out, write),
    );
  } finally {
    progress.clear();
    copies.remove();
  }
  progress.say(`${executedInWords(executed)}; start here: ${shownPath(join(out, "index.html"))}`);
}
