import { join } from "node:path";
import { buildKernel, makeSnapshot } from "../build-kernel.js";
import { writeKernelspec } from "../kernelspec.js";
import { installLabExtension } from "../lab/install.js";
import type { Progress } from "../terminal/progress.js";
import { makeEnvironment, type Tell } from "./environment.js";
import { oneAtATime } from "./one-at-a-time.js";
import { placesOf, ROOT } from "./places.js";

/** Brings everything in place that running notebooks needs; what stands already is left alone. Returns whether anything was done. */
async function setUp(tell: Tell, root = ROOT): Promise<boolean> {
  const places = placesOf(root);
  const work = async () => {
    const made = await makeEnvironment(places, tell);
    installLabExtension(places);
    const built = await buildKernel(root);
    const named = writeKernelspec(root);
    const ready = await makeSnapshot(root, () => tell("reading the types of all packages"));
    return made || built || named || ready;
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
