import { readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { Script } from "node:vm";
import type { Layout } from "plotly.js-dist-min";
import { packageFile } from "../../project/project-root.js";
import { cached, store } from "../cache.js";
import type { PageElement } from "./page/element.js";
import { Page } from "./page/page.js";

interface Plotly {
  newPlot(div: PageElement, data: unknown, layout: Partial<Layout>, config: object): Promise<unknown>;
  purge(div: PageElement): void;
  Snapshot: { toSVG(div: PageElement, format: "svg", scale: number): string };
}

interface Loaded {
  readonly plotly: Plotly;
  readonly page: Page;
  /** Keeps the machine code for the next run; made after the first drawing, it holds what a drawing needs. */
  readonly keep: () => void;
}

const FILE = "plotly.js-dist-min/plotly.min.js";

/** Plotly's source as a function of the browser it runs in, from the machine code of an earlier run if there is one. */
function compile(parameters: readonly string[]): { script: Script; keep: () => void } {
  const file = packageFile(FILE);
  const source = `(function(${parameters.join(",")}){${readFileSync(file, "utf8")}\n})`;
  const { version } = JSON.parse(readFileSync(join(dirname(file), "package.json"), "utf8")) as { version: string };
  const name = `plotly-${version}-node-${process.versions.v8}-${process.arch}.bin`;
  const code = cached(name);
  const script = new Script(source, { filename: FILE, ...(code && { cachedData: code }) });
  let isKept = code !== null && script.cachedDataRejected === false;
  const keep = () => {
    if (!isKept) store(name, script.createCachedData());
    isKept = true;
  };
  return { script, keep };
}

let loaded: Loaded | undefined;

/** Plotly on a page of ours, loaded once. */
export function loadPlotly(): Loaded {
  if (loaded) return loaded;
  const page = new Page();
  const browser = { ...page.defaultView, module: undefined, exports: undefined, define: undefined };
  const { script, keep } = compile(Object.keys(browser));
  const run = script.runInThisContext() as (...browser: unknown[]) => void;
  run.apply(page.defaultView, Object.values(browser));
  loaded = { plotly: page.defaultView.Plotly as Plotly, page, keep };
  return loaded;
}
