import { ROOT } from "./setup/places.js";
import { command } from "./terminal/command.js";
import { Failure } from "./terminal/failure.js";
import { readOptions } from "./terminal/options.js";
import { secondsInWords } from "./terminal/words.js";
import { askCompanies, inWords, SEEDS, writeTruth } from "./truth/companies.js";

const USAGE = `npm run truth
Makes the demo company anew from ${SEEDS.length} seeds and asks the metrics what is planted in each: causes, what segments leave
for, what only looks like a cause. Writes docs/truth.json, to be committed.
  --debug          show where an error comes from
Exit codes: 0 all that is planted was found and no decoy, 1 not so, 2 wrong usage.`;

const say = (line: string) => process.stdout.write(`${line}\n`);

await command("truth", async () => {
  readOptions({}, USAGE);
  const started = performance.now();
  const asked = await askCompanies(SEEDS, (seed, verdicts) => {
    const missed = verdicts.flatMap((verdict) => verdict.missed);
    const decoys = verdicts.flatMap((verdict) => verdict.decoys);
    say(`seed ${seed} (${secondsInWords((performance.now() - started) / 1000)})`);
    for (const text of missed) say(`  missed: ${text}`);
    for (const text of decoys) say(`  decoy: ${text}`);
  });
  const file = writeTruth(ROOT, asked);
  for (const each of asked) say(inWords(each));
  say(file);
  const wrong = asked.filter(({ companies }) =>
    companies.some(({ missed, decoys }) => missed.length + decoys.length > 0),
  );
  if (wrong.length > 0) throw new Failure(wrong.map(inWords).join("; "));
});
