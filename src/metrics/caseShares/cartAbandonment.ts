import { requireLevel } from "../../statistics/interval.js";
import type { Cell, Table } from "../../tables/table.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import { type Answer, answerColumn, isYes, requireAnswer } from "../answers/answer.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import { rowsWith } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { type Benchmark, CART_BENCHMARK, requireBenchmark } from "./benchmark.js";
import { type ShareRow, shareMethod, shareRow } from "./shareRow.js";
import { type CaseSegment, caseTally, pooledCases } from "./shareTally.js";

/**
 * What is abandoned.
 *
 * - `cart`: 1 − orders/carts filled. Most who fill a cart only look: it says as much about browsing as about the shop.
 * - `checkout`: 1 − orders/checkouts begun. They meant to buy: what is lost here the checkout itself may have lost.
 */
export type AbandonmentKind = "cart" | "checkout";

export interface CartAbandonmentOptions {
  readonly kind: AbandonmentKind;
  /** Column of true and false (or 1 and 0): the cart became an order; or a column and the value in it that means so. */
  readonly ordered: Answer;
  /** Likewise: the checkout was reached. Kind 'checkout' needs it; kind 'cart' then counts both steps. */
  readonly checkout?: Answer;
  readonly by?: By;
  /** Column whose sums are compared in place of counts, at least 0: the value of the cart. */
  readonly weight?: string;
  /** Column with the visitor: carts of one visitor go together, and the interval then says so. */
  readonly visitor?: string;
  /** What to hold the rate against. Kind 'cart': Baymard's average unless given; null for none. */
  readonly benchmark?: Benchmark | null;
  readonly level?: number;
}

export interface CartAbandonmentRow extends ShareRow {
  readonly carts: number;
  readonly orders: number;
  /** Carts that reached the checkout, those left before it and those left in it; null unless a column says. */
  readonly checkouts: number | null;
  readonly leftBeforeCheckout: number | null;
  readonly leftInCheckout: number | null;
}

export interface CartAbandonmentResult extends Result<CartAbandonmentRow> {
  readonly kind: AbandonmentKind;
  readonly benchmark: Benchmark | null;
}

const caller = "cartAbandonment";
const STEPS = ["before", "inside", "ordered"] as const;
type Step = (typeof STEPS)[number];

function requireOptions({ kind, checkout, benchmark, level = 0.95 }: CartAbandonmentOptions): void {
  requireLevel(level, caller);
  requireOneOf(caller, "kind", ["cart", "checkout"], kind);
  if (kind === "checkout" && checkout === undefined) {
    throw new TypeError(`${caller} of kind 'checkout' requires 'checkout'; got no checkout column`);
  }
  if (benchmark) requireBenchmark(benchmark, caller);
}

/** How far a cart came; null where it is not known. */
function stepOf(
  ordered: Cell,
  checkout: Cell | undefined,
  { ordered: asked, checkout: reached }: CartAbandonmentOptions,
) {
  if (ordered === null || checkout === null) return null;
  if (isYes(asked, ordered)) return "ordered";
  return checkout === undefined || !isYes(reached!, checkout) ? "before" : "inside";
}

function isContradiction(
  [order, checkout]: readonly [Cell, Cell],
  asked: Pick<CartAbandonmentOptions, "ordered" | "checkout">,
): boolean {
  return order !== null && checkout !== null && isYes(asked.ordered, order) && !isYes(asked.checkout!, checkout);
}

async function tally(table: Table, options: CartAbandonmentOptions, by: readonly string[]) {
  const { ordered, checkout, weight, visitor } = options;
  const asked = [{ answer: ordered, option: "ordered" }];
  if (checkout !== undefined) asked.push({ answer: checkout, option: "checkout" });
  const check = async (found: readonly (readonly Cell[])[]) => {
    for (const [i, { answer, option }] of asked.entries()) {
      await requireAnswer(table, answer, found[i]!, { caller, option });
    }
    if (checkout === undefined) return;
    const isWrong = found[0]!.some((cell, i) => isContradiction([cell, found[1]![i]!], options));
    if (isWrong) throw await noCheckout(table, options);
  };
  const columns = { answers: asked.map(({ answer }) => answerColumn(answer)[0]), by, weight, cluster: visitor };
  const classOf = ([first, second]: readonly Cell[]): Step | null => stepOf(first!, second, options);
  return caseTally(table, { ...columns, names: STEPS, classOf, check }, caller);
}

/** An order without a checkout cannot be: one of the two columns is wrong. */
async function noCheckout(table: Table, { ordered, checkout }: CartAbandonmentOptions): Promise<Error> {
  const [orders, checkouts] = [answerColumn(ordered)[0], answerColumn(checkout!)[0]];
  const where = await rowsWith(table, [orders, checkouts], (one, other) =>
    isContradiction([one!, other!], { ordered, checkout }),
  );
  return new RangeError(
    `${caller} requires that what became an order reached the checkout; got '${orders}' without '${checkouts}' (${where})`,
  );
}

function cartRow(
  segment: CaseSegment<Step>,
  { kind, checkout, level = 0.95 }: CartAbandonmentOptions,
): CartAbandonmentRow {
  const { before, inside, ordered } = segment.classes;
  const isCart = kind === "cart";
  const share = shareRow(segment, {
    of: isCart ? STEPS : ["inside", "ordered"],
    counted: isCart ? ["before", "inside"] : ["inside"],
    level,
    cases: isCart ? "carts" : "checkouts",
  });
  const known = (n: number) => (checkout === undefined ? null : n);
  return {
    ...share,
    carts: before.n + inside.n + ordered.n,
    orders: ordered.n,
    checkouts: known(inside.n + ordered.n),
    leftBeforeCheckout: known(before.n),
    leftInCheckout: known(inside.n),
  };
}

/**
 * How many of the carts that were filled, or of the checkouts that were begun, did not become an order.
 *
 * The two are different questions (see `AbandonmentKind`) and must be chosen; with a checkout column every row also counts the
 * carts of each step. An average of other shops is a weak yardstick: studies count carts in their own ways, and the average has
 * risen over the years; the one stored carries its date. A cart whose outcome is unknown is counted apart, never as abandoned.
 *
 * A share from 0 to 1, lower is better. Wilson's interval; with `weight` or `visitor` on the effective number of carts. Null
 * without carts (or checkouts).
 *
 * Brings from an engine one count for each visitor and outcome where a visitor is named, at most `maxRows` of the table.
 *
 * @param table one row a cart
 * @throws an order that never reached the checkout; an answer that is neither true nor false
 * @example (await cartAbandonment(carts, { kind: "checkout", ordered: "ordered", checkout: "checkout" })).overall.estimate // 0.4503
 * @see Wilson (1927) on the interval; Korn and Graubard (1998), Survey Methodology 24, on the effective number
 */
export async function cartAbandonment(
  table: TableLike,
  options: CartAbandonmentOptions,
): Promise<CartAbandonmentResult> {
  requireOptions(options);
  const { kind, weight, visitor, level = 0.95, benchmark = kind === "cart" ? CART_BENCHMARK : null } = options;
  const by = byColumns(options.by);

  const segments = await tally(asTable(table), options, by);

  const overall = cartRow(pooledCases(segments, STEPS), options);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...cartRow(segment, options) }));
  const noun = kind === "cart" ? "carts" : "checkouts";
  return {
    metric: caller,
    label: `${kind === "cart" ? "Cart" : "Checkout"} abandonment${weight === undefined ? "" : ` (by ${weight})`}`,
    kind,
    benchmark,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level,
    method: shareMethod(noun, weight, visitor),
    unit: "share",
    excluded: { missing: overall.missing, outOfRange: 0 },
  };
}
