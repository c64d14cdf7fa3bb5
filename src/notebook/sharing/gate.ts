import type { SharedColumns, SharedTable, Sharing } from "../../tables/shared/sharedTable.js";
import type { Table } from "../../tables/table.js";
import { isAdmissible, isSaid, shownText, withPlainTexts } from "./admit.js";
import { MarkedNumber, marked } from "./marked.js";
import { isNothing, nothing, WITHHELD } from "./nothing.js";
import { Released } from "./released.js";
import { fewerThan, hiddenSentence, howShared, restName, withheldHere, withoutWeights } from "./sentences.js";
import { sharedColumns, WEIGHT } from "./sharedColumns.js";

/** Any function of the project. */
export type Call = (...args: readonly unknown[]) => unknown;
type Exports = Readonly<Record<string, unknown>>;

/** What a gate takes from the rest of the project. */
export interface Behind {
  readonly fewest: number;
  readonly near: (count: number, base: number) => number;
  readonly asTable: (table: unknown) => Table;
  readonly sharedTable: (table: Table, columns: SharedColumns, sharing: Sharing) => Promise<SharedTable>;
}

/** Stands for a count that is too small to be shown. */
const FEWER = Object.freeze({ fewer: true });

const isWithheld = (error: unknown): boolean => error instanceof Error && error.name === "Withheld";

/**
 * The public names of the project for a notebook whose report is shared. Metrics get tables of shared counts instead of rows; what
 * is shown must have been made of their results, and what is said must be the author's own words or theirs. All else is withheld.
 */
export class Gate {
  readonly released: Released;
  readonly #behind: Behind;
  readonly #exports: Exports;
  #looked = false;
  #counted = false;
  /** Sentences that are due under what is shown next. */
  #due: (() => string)[] = [];
  readonly #told = new Set<string>();

  constructor(exports: Exports, behind: Behind) {
    this.#exports = exports;
    this.#behind = behind;
    this.released = new Released(behind.fewest);
    this.#tell("", () => howShared(behind.fewest));
  }

  /** A cell begins. */
  begin(source: string): void {
    this.released.begin(source);
    this.#looked = false;
    this.#counted = false;
  }

  nothing(): unknown {
    return nothing({
      looked: () => {
        this.#looked = true;
      },
      counted: () => {
        this.#counted = true;
      },
    });
  }

  #call(name: string, ...args: readonly unknown[]): unknown {
    return (this.#exports[name] as Call)(...args);
  }

  /** What is to be said, once, in the language that is chosen by then. */
  #tell(name: string, sentence: () => string): void {
    if (this.#told.has(name)) return;
    this.#told.add(name);
    this.#due.push(sentence);
  }

  /** Shows something, and what is to be said of it. */
  async #shown(made: unknown): Promise<void> {
    await made;
    const due = this.#due;
    this.#due = [];
    for (const sentence of due) await this.#call("say", sentence());
  }

  withheld(): Promise<void> {
    return this.#shown(this.#call("say", withheldHere(this.#behind.fewest)));
  }

  /** A metric on shared counts. */
  metric(name: string): Call {
    return async (table, options) => {
      const { [WEIGHT]: weight, ...given } = (options ?? {}) as Readonly<Record<string, unknown>>;
      const columns = isNothing(table) ? null : sharedColumns(name, given);
      if (columns === null) return this.nothing();
      const { asTable, sharedTable, fewest } = this.#behind;
      let hidden: readonly unknown[] = [];
      try {
        const shared = await sharedTable(asTable(table), columns, { fewest, rest: restName() });
        hidden = shared.hidden;
        const result = this.released.add(await this.#call(name, shared, given));
        if (weight !== undefined) this.#tell(WEIGHT, withoutWeights);
        const names = hidden.map((cell) => (cell === null ? "–" : String(cell)));
        if (names.length > 0)
          this.#tell(JSON.stringify([columns, names]), () => hiddenSentence(columns.group!, names, fewest));
        return result;
      } catch (error) {
        if (isWithheld(error) || hidden.length > 0) return this.nothing();
        throw error;
      }
    };
  }

  /** A figure of released results. */
  plot(name: string): Call {
    return (...args) => {
      const [first] = args;
      if (!this.released.has(first) || !args.every((each) => isAdmissible(each, this.released))) return this.nothing();
      try {
        return this.released.addWhole(
          this.#call(name, ...args.map((each) => withPlainTexts(each, this.released))) as object,
        );
      } catch {
        // A builder that meets groups together where it expected several has nothing to draw.
        return this.nothing();
      }
    };
  }

  /** A number or an estimate as text. */
  format(name: string): Call {
    return (value, ...options) => {
      if (value === FEWER) return marked(fewerThan(this.#behind.fewest));
      const number = value instanceof MarkedNumber ? value.valueOf() : value;
      if (number !== null && !(value instanceof MarkedNumber) && !this.released.has(number)) return WITHHELD;
      return marked(String(this.#call(name, number, ...options)));
    };
  }

  say(): Call {
    return (text) => {
      if (this.#counted || typeof text !== "string" || !isSaid(text, this.released)) return this.withheld();
      return this.#shown(this.#call("say", shownText(text)));
    };
  }

  /** What was claimed is shown where it is true of the shared counts too. */
  claim(): Call {
    return (text, condition) => {
      const isHeld = condition === true && !this.#looked && typeof text === "string" && !text.includes(WITHHELD);
      if (!isHeld || !isSaid(text, this.released)) return this.withheld();
      return this.#shown(this.#call("claim", shownText(text), true));
    };
  }

  show(): Call {
    return (figure) => (this.released.has(figure) ? this.#shown(this.#call("show", figure)) : this.withheld());
  }

  table(): Call {
    return (rows, options = {}) => {
      if (!this.released.has(rows) || !isAdmissible(options, this.released)) return this.withheld();
      return this.#shown(this.#call("table", rows, withPlainTexts(options, this.released)));
    };
  }

  /** A count of rows as it is shared. */
  near(count: number): unknown {
    const { fewest, near } = this.#behind;
    return count < fewest ? FEWER : this.released.add(near(count, fewest));
  }
}
