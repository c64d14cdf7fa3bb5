import type { Check, Finding } from "./doctor/finding.js";
import { floors } from "./doctor/floors.js";
import { answer, environment, kernelspec } from "./doctor/kernel.js";
import { browser, fonts, git, node, packages, python, room } from "./doctor/machine.js";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure } from "./terminal/failure.js";
import { readOptions } from "./terminal/options.js";
import { counted } from "./terminal/words.js";

const USAGE = `npm run doctor
Says what is missing on this machine, and the fix for each. Exit code 1 if anything that is needed is missing.`;

const CHECKS: readonly Check[] = [
  () => node(),
  () => packages(ROOT),
  () => python(),
  () => environment(ROOT),
  () => floors(ROOT),
  () => kernelspec(ROOT),
  () => answer(ROOT),
  () => fonts(),
  () => browser(),
  () => room(ROOT),
  () => git(ROOT),
];

const LABELS = { ok: "OK", missing: "MISSING", optional: "(no)" } as const;

function line({ name, state, detail, fix }: Finding): string {
  const fixed = fix ? `\n${" ".repeat(27)}fix: ${fix}` : "";
  return `${LABELS[state].padEnd(9)}${name.padEnd(18)}${detail}${fixed}\n`;
}

await command("doctor", async () => {
  readOptions({}, USAGE);
  let wrong = 0;
  for (const check of CHECKS) {
    const finding = await check();
    process.stdout.write(line(finding));
    if (finding.state === "missing") wrong += 1;
  }
  if (wrong > 0) throw new Failure(`${counted(wrong, "thing")} missing`);
  process.stdout.write("Everything is in place.\n");
});
