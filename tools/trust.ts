import { mkdirSync, renameSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure, WrongUsage } from "./terminal/failure.js";
import { readOptions } from "./terminal/options.js";
import { secondsInWords } from "./terminal/words.js";
import { readTrust, type TrustPart, writeTrust } from "./trust/figures.js";
import { trustHeadline, trustPage } from "./trust/page.js";
import { PARTS } from "./trust/parts.js";
import { runPart } from "./trust/run-part.js";

const NAMES = PARTS.map(({ name }) => name);

const USAGE = `npm run trust -- [options]
Tries whole what npm test tries a sample of, and writes reports/trust.html. The figures also go to docs/trust.json, to be
committed. Parts: ${NAMES.join(", ")}.
  --only PART      this part anew, the others as docs/trust.json has them (may be given several times)
  --page           only the page anew, from docs/trust.json
  --debug          show where an error comes from
Exit codes: 0 all of it holds, 1 something does not, 2 wrong usage, 130 ended by Ctrl-C.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

function writePage(parts: ReadonlyMap<string, TrustPart>): string {
  mkdirSync(join(ROOT, "reports"), { recursive: true });
  const path = join(ROOT, "reports", "trust.html");
  writeFileSync(`${path}.tmp`, trustPage(parts));
  renameSync(`${path}.tmp`, path);
  return "reports/trust.html";
}

await command("trust", async () => {
  const { only = [], page } = readOptions(
    { only: { type: "string", multiple: true }, page: { type: "boolean" } },
    USAGE,
  );
  for (const name of only) {
    if (!NAMES.includes(name))
      throw new WrongUsage(`--only requires one of ${NAMES.join(", ")}; got ${JSON.stringify(name)}`);
  }
  const parts = new Map(readTrust(ROOT));
  const asked = page ? [] : PARTS.filter(({ name }) => only.length === 0 || only.includes(name));
  const failures: string[] = [];
  for (const part of asked) {
    const ran = await runPart(ROOT, part);
    parts.set(part.name, ran.found);
    failures.push(...ran.failures.map((line) => `${part.name}: ${line}`));
    // Written after each part: what is found is not lost where a later one is broken off.
    writeTrust(ROOT, parts);
    say(
      `${part.name}: ${ran.found.tests.passed} passed, ${ran.failures.length} failed (${secondsInWords(ran.found.seconds)})`,
    );
  }
  say(`${trustHeadline(parts)}: ${writePage(parts)}`);
  for (const line of failures) say(line);
  const missed = asked.flatMap(({ name }) => parts.get(name)!.figures.filter(({ held }) => !held));
  if (failures.length + missed.length > 0)
    throw new Failure(`${failures.length} tests failed, ${missed.length} figures outside their bars`);
});
