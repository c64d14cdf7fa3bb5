import type { Cell } from "../run/notebook.js";

const markdown = (id: string, source: string): Cell => ({ cell_type: "markdown", id, metadata: {}, source });

const code = (id: string, source: string, tags?: readonly string[]): Cell => ({
  ...{ cell_type: "code", id, metadata: tags === undefined ? {} : { tags }, source },
  ...{ execution_count: null, outputs: [] },
});

/** Names as the project's package exports them. */
const IMPORTS = `import { besideSource, claim, count, load, nps, npsPlot, points, reading, reproducibility, say, show, sourcePlot, sourceTable, table } from "vafa";`;

const LOAD = `const answers = await load(measured);
await say(\`\${count(reading(answers).rows)} answers were read, \${reading(answers).rejected} rows rejected, \${reading(answers).blank} blank lines.\`);
await table(answers, { rows: 3 });`;

const OURS = `const found = await nps(answers, { score: "score", level });
const { estimate, promoters, passives, detractors } = found.overall;
const counts = [{ quantity: "promoters", ours: promoters }, { quantity: "passives", ours: passives }, { quantity: "detractors", ours: detractors }];
const ours = [{ quantity: "NPS", ours: estimate }, ...counts];`;

const ANSWER = `const source = await load(printed);
const beside = besideSource(source, ours);
await say(\`**\${beside.agreeing} of \${beside.n}** numbers of the source come out to the decimals it prints.\`);
await claim("All of them come out.", beside.agreeing === beside.n);
await show(sourcePlot(beside, { source: "the source in short" }));`;

const SURE = `await show(npsPlot(found, { title: "Net Promoter Score of the study's customers", source: measured }));
await say(\`The score is \${points(found)}.\`);`;

/** A study that can be executed once its tables are there: scores from 0 to 10, and what the source says of them. */
export function templateCells(name: string, title: string): readonly Cell[] {
  return [
    markdown(
      "title",
      `# ${title}\n\nWho asks, what hangs on the answer, and the main caveat, in three sentences without numbers.`,
    ),
    code("imports", IMPORTS),
    code(
      "parameters",
      `let measured = "data/studies/${name}.csv"; // what one row is
let printed = "data/studies/${name}-published.csv"; // the numbers that the source prints
let level = 0.95; // of every interval`,
      ["parameters"],
    ),
    markdown(
      "source",
      `## Source\n\nAuthor, A. (year). Title. *Journal* volume(issue), pages.\nhttps://example.org/address-of-the-source\n\nWhich of its numbers stand beside ours, and how its authors computed them.`,
    ),
    markdown("data", "## Data\n\nWhat one row is, who was asked and when, and where the table comes from."),
    code("load", LOAD),
    markdown("answer-head", "## The answer"),
    code("ours", OURS),
    code("answer", ANSWER, ["answer"]),
    markdown("numbers-head", "## Number by number\n\nWhat the rows are, and where each is printed."),
    code(
      "numbers",
      `await sourceTable(beside, { caption: "Numbers of the source beside ours", source: "the source" });`,
    ),
    markdown(
      "sure-head",
      "## How sure is it?\n\nWhat the source does not say: how far its numbers hold beyond its customers.",
    ),
    code("sure", SURE),
    markdown(
      "differs",
      "## What differs, and why\n\n- Each number that does not come out, with its reason; or that nothing differs.",
    ),
    markdown("limits", "## Limits\n\n- What the agreement does not show."),
    markdown("reproduce-head", "## Reproduce"),
    code("reproduce", `await reproducibility({ parameters: { level }, data: [reading(answers), reading(source)] });`),
  ];
}
