import { count, percent } from "../format/numbers.js";
import { prose, words } from "../language/words.js";
import { type Bundle, display, SEND } from "./display.js";

/** How far something is: `done` of `total` parts, bytes or rows; a total of 0 where that cannot be told. */
export type Progress = (done: number, total: number) => void;

/** It is drawn anew that often at most. */
const EVERY_MS = 200;
/** What is left is said from then on: the first parts tell too little. */
const TELLS_AFTER_MS = 2000;

const escaped = (text: string) => text.replaceAll("&", "&amp;").replaceAll("<", "&lt;");

/** The time that is left if it goes on as so far. */
function timeLeft(ms: number): string {
  const seconds = Math.ceil(ms / 1000);
  if (seconds < 90) return words`about ${count(seconds)} s left`;
  return words`about ${count(Math.round(seconds / 60))} min left`;
}

function sentence(what: string, done: number, total: number, elapsed: number): string {
  if (total === 0) return words`${what}: ${count(done)} so far`;
  const share = percent(Math.floor((100 * done) / total) / 100, { digits: 0 });
  if (done === 0 || done === total || elapsed < TELLS_AFTER_MS) return words`${what}: ${share}`;
  return words`${what}: ${share}, ${timeLeft((elapsed * (total - done)) / done)}`;
}

function bundleOf(text: string, done: number, total: number): Bundle {
  const bar = total === 0 ? "<progress>" : `<progress value="${Math.floor((100 * done) / total)}" max="100">`;
  return {
    data: { "text/html": `<div dir="auto">${bar}</progress> ${escaped(text)}</div>`, "text/plain": text },
  };
}

/** On a terminal one line that is written over; nothing where stderr is a file. */
function onTerminal(text: string, isLast: boolean): void {
  if (process.stderr.isTTY) process.stderr.write(`\r\u001b[2K${text}${isLast ? "\n" : ""}`);
}

/** One output of a notebook that is drawn in place, until all is done. */
function drawn(): (bundle: Bundle, isLast: boolean) => void {
  let id: string | null = null;
  return (bundle, isLast) => {
    const update = id !== null;
    id ??= `vafa-progress-${globalThis.crypto.randomUUID()}`;
    void display({ ...bundle, transient: { display_id: id }, update });
    if (isLast) id = null;
  };
}

/**
 * Shows how far a long cell is, in one output that is drawn in place. What it returns is told `done` of `total` as often
 * as the work likes: it is drawn five times a second at most, and at the end. It takes the place of the option
 * `progress` of `load` and `duckdb`.
 *
 * In a script it is a line on the terminal. Where a notebook is executed without anybody looking on (`npm run notebooks`,
 * reports) there is nothing: what is committed does not hang on how fast a machine was. A computation that never pauses
 * is drawn all the same.
 *
 * @param what what is being done, in a word or two
 * @throws TypeError of what is no number from 0
 * @example
 * const orders = await load("orders.csv", { progress: progress("reading the orders") });
 */
export function progress(what: string): Progress {
  const draw = drawn();
  let [began, last, ended] = [0, Number.NEGATIVE_INFINITY, false];
  return (done, total) => {
    if (!(done >= 0 && total >= 0))
      throw new TypeError(`progress requires two numbers from 0; got ${done} of ${total}`);
    // The end may be told twice, as a reader does that looks for more; it is shown once.
    const isLast = total > 0 && done >= total;
    if (process.env.VAFA_HEADLESS === "1" || (isLast && ended)) return;
    const now = performance.now();
    if (last === Number.NEGATIVE_INFINITY) began = now;
    if (!isLast && now - last < EVERY_MS) return;
    [last, ended] = [isLast ? Number.NEGATIVE_INFINITY : now, isLast];
    const reached = isLast ? total : done;
    const text = sentence(prose(what), reached, total, now - began);
    if (SEND in globalThis) draw(bundleOf(text, reached, total), isLast);
    else onTerminal(text, isLast);
  };
}
