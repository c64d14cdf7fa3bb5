import { setUp } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { progressOn } from "./terminal/progress.js";

await command("setup", async () => {
  const progress = progressOn(process.stdout);
  const made = await setUp((step, done = 0, total = 0) => {
    progress.show(done, total, total > 0 ? `${step}: ${done} of ${total}` : step, step);
  });
  progress.clear();
  if (made) progress.say("set up: Python environment, kernel, kernelspec");
});
