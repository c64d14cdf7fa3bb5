import { join } from "node:path";
import { buildKernel, makeSnapshot } from "../build-kernel.js";
import { writeKernelspec } from "../kernelspec.js";
import { installLabExtension } from "../lab/install.js";
import type { Progress } from "../terminal/progress.js";
import { makeEnvironment, type Tell } from "./environment.js";
import { showNotebooksAsText } from "./notebook-diff.js";
import { oneAtATime } from "./one-at-a-time.js";
import { installPapermillTranslator } from "./papermill.js";
import { placesOf, ROOT } from "./places.js";

/** Brings everything in place that running notebooks needs; what stands already is left alone. Returns whether anything was done. */
async function setUp(tell: Tell, root = ROOT): Promise<boolean> {
  const places = placesOf(root);
  const work = async () => {
    const made = await makeEnvironment(places, tell);
    installLabExtension(places);
    installPapermillTranslator(places);
    const built = await buildKernel(root);
    const named = writeKernelspec(root);
    const ready = await makeSnapshot(root, () => tell("reading the types of all packages"));
    const shown = showNotebooksAsText(root, tell);
    return made || built || named || ready || shown;
  };
  return oneAtATime(join(root, ".cache", "setup.lock"), work, () => tell("waiting for another set-up to end"));
}

/** The same, told on a terminal. */
export async function setUpWith(progress: Progress): Promise<void> {
  const made = await setUp((step, done = 0, total = 0) => {
    progress.show(done, total, `set-up: ${step}${total > 0 ? `: ${done} of ${total}` : ""}`, `set-up: ${step}`);
  });
  if (made) progress.say("set-up: done");
}
