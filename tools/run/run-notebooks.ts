import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { availableParallelism } from "node:os";
import { dirname, join } from "node:path";
import { Failure } from "../terminal/failure.js";
import type { Progress } from "../terminal/progress.js";
import { faultOf } from "./check-executed.js";
import { execute } from "./execute.js";
import type { Place } from "./find-notebooks.js";
import type { KeptRuns } from "./kept/kept-runs.js";
import { type Notebook, readNotebook } from "./notebook.js";

export interface Run {
  readonly root: string;
  readonly kernel: string;
  readonly timeout: number;
  /** The folder that takes the executed notebooks. */
  readonly folder: string;
  readonly progress: Progress;
  /** Variables of the environment that the kernels see besides. */
  readonly surroundings?: Readonly<Record<string, string>>;
  /** Executed notebooks of earlier runs: what has not changed is taken from there, and what is executed is kept there. */
  readonly kept?: KeptRuns;
}

export interface Executed {
  readonly place: Place;
  readonly file: string;
  readonly notebook: Notebook;
  readonly seconds: number;
  /** When it was executed. */
  readonly on: Date;
  /** Whether this run executed it, or an earlier one. */
  readonly by: "this run" | "an earlier run";
}

/** Each kernel keeps one core busy; more than two at a time is of no use for a handful of notebooks. */
const AT_A_TIME = Math.max(1, Math.min(2, availableParallelism()));

/** How far all the notebooks are, as one bar. */
class Way {
  private readonly done: number[];
  constructor(
    private readonly places: readonly Place[],
    private readonly cells: readonly number[],
    private readonly progress: Progress,
  ) {
    this.done = places.map(() => 0);
  }

  at(notebook: number, cell: number): void {
    const [n, m] = [this.places.length, this.cells[notebook]!];
    this.done[notebook] = cell;
    const sum = (numbers: readonly number[]) => numbers.reduce((a, b) => a + b, 0);
    if (cell >= m) return;
    const text = `notebook ${notebook + 1} of ${n}, cell ${cell + 1} of ${m}: ${this.places[notebook]!.stem}`;
    this.progress.show(sum(this.done), sum(this.cells), text);
  }

  ended(notebook: number): void {
    this.done[notebook] = this.cells[notebook]!;
  }
}

/** Throws unless an executed notebook reads as one clean run. */
function checked(file: string, { name }: Place, { root }: Run): Notebook {
  const notebook = readNotebook(file, name);
  const fault = faultOf(notebook, root);
  if (fault) throw new Failure(`${name}, ${fault}`);
  return notebook;
}

/** The notebook as an earlier run has left it; null where none has, or where it does not pass the checks any more. */
function earlier(key: string, place: Place, file: string, run: Run): Omit<Executed, "seconds"> | null {
  const found = run.kept?.take(key);
  if (found == null) return null;
  mkdirSync(dirname(file), { recursive: true });
  writeFileSync(file, found.text);
  try {
    return { place, file, notebook: checked(file, place, run), on: found.on, by: "an earlier run" };
  } catch {
    rmSync(file, { force: true });
    return null;
  }
}

async function executeOne(
  place: Place,
  cells: number,
  run: Run,
  onCell: (index: number) => void,
  signal: AbortSignal,
): Promise<Executed> {
  const file = join(run.folder, `${place.stem}.ipynb`);
  const started = performance.now();
  const seconds = () => (performance.now() - started) / 1000;
  const { kept, surroundings = {} } = run;
  const key = (await kept?.keyOf(place, surroundings)) ?? null;
  const found = key === null ? null : earlier(key, place, file, run);
  if (found !== null) return { ...found, seconds: seconds() };
  const on = new Date();
  await execute({ ...run, file: place.file, name: place.name, out: file, cells, onCell, signal });
  const notebook = checked(file, place, run);
  if (key !== null) await kept!.keep(key, place, surroundings, { text: readFileSync(file, "utf8"), on });
  return { place, file, notebook, seconds: seconds(), on, by: "this run" };
}

/**
 * Executes the notebooks, two at a time, but for those that an earlier run has left unchanged; the first failure ends all of them.
 */
export async function runNotebooks(places: readonly Place[], run: Run): Promise<Executed[]> {
  const cells = places.map((place) => readNotebook(place.file, place.name).cells.length);
  const way = new Way(places, cells, run.progress);
  const stop = new AbortController();
  const executed: Executed[] = [];
  let next = 0;
  const work = async () => {
    while (next < places.length && !stop.signal.aborted) {
      const index = next++;
      executed[index] = await executeOne(
        places[index]!,
        cells[index]!,
        run,
        (cell) => way.at(index, cell),
        stop.signal,
      );
      way.ended(index);
    }
  };
  let failure: unknown;
  const fail = (error: unknown) => {
    failure ??= error;
    stop.abort();
  };
  await Promise.all(Array.from({ length: Math.min(AT_A_TIME, places.length) }, () => work().catch(fail)));
  if (failure !== undefined) throw failure;
  return executed;
}
