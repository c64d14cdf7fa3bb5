import { existsSync } from "node:fs";
import { join, resolve } from "node:path";
import { writeReports } from "./report/write-reports.js";
import { findNotebooks } from "./run/find-notebooks.js";
import { executedInWords } from "./run/kept/executed-in-words.js";
import { keptRuns } from "./run/kept/kept-runs.js";
import { unlessStanding } from "./run/kept/unless-standing.js";
import { publish } from "./run/publish.js";
import { type Executed, runNotebooks } from "./run/run-notebooks.js";
import { ROOT } from "./setup/places.js";
import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { positive, readOptions } from "./terminal/options.js";
import { progressOn } from "./terminal/progress.js";
import { secondsInWords, shownPath } from "./terminal/words.js";

const USAGE = `npm start -- [options]
Executes every notebook of notebooks/ on the Vafa kernel, checks it, and writes reports/.
  --only NAME      only this notebook (may be given several times)
  --timeout N      seconds one cell may take (120)
  --out DIR        write there instead of reports/
  --notebooks DIR  take the notebooks of this folder
  --kernel NAME    run them on another kernel of this Jupyter (vafa)
  --fresh          execute every notebook, also where nothing has changed since an earlier run
  --debug          show where an error comes from
Exit codes: 0 fine, 1 a notebook failed, 2 wrong usage, 130 ended by Ctrl-C.`;

const OPTIONS = {
  only: { type: "string", multiple: true },
  timeout: { type: "string" },
  out: { type: "string" },
  notebooks: { type: "string" },
  kernel: { type: "string" },
  fresh: { type: "boolean" },
} as const;

type Summed = Pick<Executed, "place" | "seconds" | "by" | "on">;

function summary(folder: string, executed: readonly Summed[], seconds: number): string {
  const width = Math.max(...executed.map(({ place }) => place.stem.length));
  const lines = executed.map(({ place, seconds }) => {
    return `  ${place.stem.padEnd(width)}  ${secondsInWords(seconds).padStart(8)}  ${shownPath(join(folder, `${place.stem}.html`))}`;
  });
  return [
    `${executedInWords(executed)} in ${secondsInWords(seconds)}`,
    ...lines,
    `Start here: ${shownPath(join(folder, "index.html"))}`,
  ].join("\n");
}

await command("npm start", async () => {
  const options = readOptions(OPTIONS, USAGE);
  const timeout = positive(options.timeout, "--timeout", 120);
  const out = resolve(options.out ?? join(ROOT, "reports"));
  const places = findNotebooks(resolve(options.notebooks ?? join(ROOT, "notebooks")), options.only);
  const progress = progressOn(process.stdout);
  await setUpWith(progress);
  const started = performance.now();
  try {
    const kernel = options.kernel ?? "vafa";
    const kept = keptRuns(ROOT, kernel, options.fresh);
    const write = async (folder: string) => {
      const results = await runNotebooks(places, {
        root: ROOT,
        kernel,
        timeout,
        folder,
        progress,
        ...(kept && { kept }),
      });
      progress.show(0, 0, "writing the reports");
      await writeReports(results, folder, ROOT);
      return results;
    };
    const all = { root: ROOT, out, places, surroundings: {}, how: ["start"], kept };
    const executed = await unlessStanding(all, () => publish(out, write));
    progress.say(summary(out, executed, (performance.now() - started) / 1000));
  } catch (error) {
    progress.clear();
    if (!(error instanceof Failure) || error instanceof WrongUsage) throw error;
    const kept = existsSync(out) ? `${shownPath(out)}/ is still that of the last good run` : "no report was written";
    throw new Failure(`${error.message} (${kept})`, error.detail);
  }
});
