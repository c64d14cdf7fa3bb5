import { setUpWith } from "./setup/set-up.js";
import { command } from "./terminal/command.js";
import { progressOn } from "./terminal/progress.js";

await command("setup", () => setUpWith(progressOn(process.stdout)));
