import { readFileSync } from "node:fs";
import { basename, isAbsolute, relative } from "node:path";
import { count } from "../format/numbers.js";
import { words } from "../language/words.js";
import { packageFile, projectRoot } from "../project/project-root.js";
import { display } from "./display.js";
import { gridHtml, gridText } from "./grid.js";

/** Where a table came from: what `reading(frame)` says. */
interface DataSource {
  readonly file: string;
  readonly sha256: string;
  readonly rows: number;
}

export interface ReproducibilityOptions {
  /** The seed of what was drawn at random. */
  readonly seed?: number;
  /** The notebook's parameters, as they were in this run. */
  readonly parameters?: Readonly<Record<string, unknown>>;
  readonly data?: readonly DataSource[];
}

const PACKAGES = { Vafa: "vafa", Danfo: "danfojs-node", plotly: "plotly.js-dist-min", tslab: "tslab" };

function versionOf(name: string): string {
  const manifest = JSON.parse(readFileSync(packageFile(`${name}/package.json`), "utf8")) as { version: string };
  return manifest.version;
}

/** The file as it is called inside the project: never where the project lies on this machine. */
function shortPath(file: string): string {
  if (!isAbsolute(file)) return file;
  const root = projectRoot();
  const inside = root === null ? ".." : relative(root, file);
  return inside.startsWith("..") || isAbsolute(inside) ? basename(file) : inside.replace(/\\/g, "/");
}

function facts({ seed, parameters = {}, data = [] }: ReproducibilityOptions): [string, string][] {
  const versions = Object.entries(PACKAGES).map(([title, name]) => `${title} ${versionOf(name)}`);
  const facts: [string, string][] = [
    [words`versions`, [...versions, `Node ${process.versions.node.split(".")[0]}`].join(", ")],
  ];
  for (const { file, sha256, rows } of data)
    facts.push([shortPath(file), words`${count(rows)} rows, SHA-256 ${sha256}`]);
  if (seed !== undefined) facts.push([words`seed`, String(seed)]);
  for (const [name, value] of Object.entries(parameters)) facts.push([name, JSON.stringify(value) ?? "undefined"]);
  return facts;
}

/**
 * Says what a rerun needs to give the same numbers: versions, the data with their hashes, seed and parameters. No clock
 * and no path of this machine: two runs of the same notebook say the same.
 *
 * @example
 * await reproducibility({ seed, parameters: { quarter }, data: [reading(answers)] });
 */
export function reproducibility(options: ReproducibilityOptions = {}): Promise<void> {
  const rows = facts(options);
  const grid = {
    caption: words`To get these numbers again`,
    columns: [
      { header: words`what`, align: "left", cells: rows.map(([name]) => name) },
      { header: words`value`, align: "left", cells: rows.map(([, value]) => value) },
    ],
    remark: "",
  } as const;
  return display({ data: { "text/html": gridHtml(grid), "text/plain": gridText(grid) } });
}
