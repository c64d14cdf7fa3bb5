import { availableParallelism } from "node:os";
import { join } from "node:path";
import { Failure } from "../terminal/failure.js";
import type { Progress } from "../terminal/progress.js";
import { faultOf } from "./check-executed.js";
import { execute } from "./execute.js";
import type { Place } from "./find-notebooks.js";
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
}

export interface Executed {
  readonly place: Place;
  readonly file: string;
  readonly notebook: Notebook;
  readonly seconds: number;
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

async function executeOne(
  place: Place,
  cells: number,
  run: Run,
  onCell: (index: number) => void,
  signal: AbortSignal,
): Promise<Executed> {
  const file = join(run.folder, `${place.stem}.ipynb`);
  const started = performance.now();
  await execute({ ...run, file: place.file, name: place.name, out: file, cells, onCell, signal });
  const notebook = readNotebook(file, place.name);
  const fault = faultOf(notebook, run.root);
  if (fault) throw new Failure(`${place.name}, ${fault}`);
  return { place, file, notebook, seconds: (performance.now() - started) / 1000 };
}

/** Executes the notebooks, two at a time; the first failure ends all of them. */
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
