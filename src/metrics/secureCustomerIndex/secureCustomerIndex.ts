import { requireLevel } from "../../statistics/interval.js";
import { asTable, type TableLike } from "../../tables/table-like.js";
import {
  type AnswerShare,
  distributionOf,
  type Estimated,
  meanOfAnswers,
  nothing,
  SHARE_METHODS,
  type ShareMethod,
  type SimultaneousMethod,
  shareMethodLabel,
  shareOfAnswers,
  together,
} from "../answers/answerEstimates.js";
import { answerScale } from "../answers/answerTally.js";
import { requireOneOf } from "../requireOneOf.js";
import type { Result } from "../result.js";
import type { Scale } from "../scale.js";
import { type By, byColumns, keysOf } from "../segments.js";
import { CLASSES, classOfAnswers, type SecureForm, scoreOf } from "./secureCustomerClasses.js";
import { pooledSecure, type SecureSegment, secureTally } from "./secureCustomerTally.js";

export type { SecureForm } from "./secureCustomerClasses.js";

export interface SecureCustomerOptions {
  /** Columns of the three answers, whole numbers on one scale: how satisfied, will buy again, would recommend. */
  readonly satisfaction: string;
  readonly repurchase: string;
  readonly recommend: string;
  /** Which of the three measures; there is no default, because they are different numbers. */
  readonly form: SecureForm;
  /** The highest answer of a scale that begins at 1, or both ends; 5 unless given. */
  readonly scale?: number | Scale;
  readonly by?: By;
  /** Column with survey weights, at least 0. */
  readonly weight?: string;
  readonly level?: number;
  /** Of 'burke' as of any share; of 'customers' "goodman" (default) or "sison-glaz" (not with weights); 'score' takes none. */
  readonly method?: ShareMethod | SimultaneousMethod;
}

export interface SecureCustomerRow extends Estimated {
  /** Secure customers, as counted: all three highest (burke), a score of .9 and above (the others). */
  readonly secure: number;
  /** Rows that lack one of the three answers (or a weight); they are in no other number. */
  readonly unclassified: number;
  /** Σw of all customers; null without weights. */
  readonly weightedCustomers: number | null;
  /** The classes of the form from the worst to the best, with simultaneous intervals. */
  readonly distribution: readonly AnswerShare[];
}

export interface SecureCustomerResult extends Result<SecureCustomerRow> {
  readonly form: SecureForm;
  /** The answers the questions allow. */
  readonly scale: Scale;
}

interface Finish {
  readonly form: SecureForm;
  readonly scale: Scale;
  readonly level: number;
  readonly method: ShareMethod | SimultaneousMethod | undefined;
  readonly weighted: boolean;
}

const CALLER = "secureCustomerIndex";
const SIMULTANEOUS: Readonly<Record<SimultaneousMethod, string>> = { goodman: "Goodman", "sison-glaz": "Sison–Glaz" };

const LABELS: Readonly<Record<SecureForm, string>> = {
  burke: "SCI (highest answer to all three questions)",
  score: "SCI score (mean of the three answers, 0 to 1)",
  customers: "SCI customer base (share with a score of .9 and above)",
};

/** Throws unless the form, the level and the method are ones there are, and go together. */
function requireSecure(options: SecureCustomerOptions): Finish {
  const { form, level = 0.95, method, weight } = options;
  requireOneOf(CALLER, "form", Object.keys(CLASSES), form);
  requireLevel(level, CALLER);
  const scale = answerScale(options.scale ?? 5, CALLER);
  if (scale.max - scale.min < 2) {
    throw new RangeError(`${CALLER} requires a scale of at least 3 answers; got ${scale.min} to ${scale.max}`);
  }
  if (method !== undefined && form === "score") {
    throw new TypeError(`${CALLER} of form 'score' takes no method, its interval is Student's t; got '${method}'`);
  }
  if (method !== undefined) {
    requireOneOf(CALLER, "method", Object.keys(form === "burke" ? SHARE_METHODS : SIMULTANEOUS), method);
  }
  if (method === "sison-glaz" && weight !== undefined) {
    throw new TypeError(`${CALLER} by 'sison-glaz' takes no weight, it is for counts; got '${weight}'`);
  }
  return { form, scale, level, method, weighted: weight !== undefined };
}

/** The finish: a row from the customers of one segment, told apart by their three answers. */
function secureRow({ customers, unclassified }: SecureSegment, finish: Finish): SecureCustomerRow {
  const { form, scale, level, method, weighted } = finish;
  const all = together(customers);
  const classes = CLASSES[form].map((answer, i) => ({
    answer,
    ...together(customers.filter(({ answers }) => classOfAnswers(form, answers, scale) === i)),
  }));
  const secure = classes.at(-1)!;
  const simultaneous = form === "customers" ? { method: (method ?? "goodman") as SimultaneousMethod } : {};
  const distribution = distributionOf(classes, { level, weighted, ...simultaneous });
  const values = customers.map(({ answers, ...counted }) => ({ value: scoreOf(answers, scale), ...counted }));
  const share = () =>
    shareOfAnswers(secure, all, { level, method: form === "burke" ? (method as ShareMethod) : "wilson" });
  const { lower, upper } = distribution.at(-1)!;
  const estimates = {
    burke: share,
    score: () => meanOfAnswers(values, level, { min: 0, max: 1 }),
    customers: () => ({ ...share(), lower, upper }),
  };
  const empty = all.n === 0 && unclassified > 0 ? { note: "nobody answered all three questions" } : {};
  return {
    ...(all.weight > 0 ? estimates[form]() : { ...nothing(all.n), ...empty }),
    secure: secure.n,
    unclassified,
    weightedCustomers: weighted ? all.weight : null,
    distribution,
  };
}

function methodLabel({ form, method }: Finish, rows: readonly SecureCustomerRow[]): string {
  if (form === "score") return "Student's t";
  if (form === "burke") return shareMethodLabel(method as ShareMethod | undefined, rows);
  return `${SIMULTANEOUS[(method ?? "goodman") as SimultaneousMethod]}, simultaneous`;
}

/**
 * The secure customer index: how many customers are satisfied and will buy again and would recommend, all at once.
 *
 * One question alone flatters: people who are satisfied leave, people who stay complain. Three measures go by this name (see
 * `SecureForm`) and give three numbers on the same answers: the form has no default and stands in the label. `distribution` says
 * how many are nearly secure and how many at risk, and what somebody intends is not yet what they do: hold it against
 * retention. Not comparable between scales: more reach the highest of 5 answers than of 10.
 *
 * A share from 0 to 1 ('burke', 'customers') or a mean score from 0 to 1 ('score'); higher is better. 'burke' has Wilson's
 * interval (Clopper and Pearson's below 10 customers), 'score' Student's t, 'customers' Goodman's simultaneous intervals; weights
 * enter through the effective number of customers. Who left out a question is in no class and is counted. Null when nobody
 * answered all three.
 *
 * @param table one row a customer who was asked
 * @throws a missing form; an answer that is not a whole number on the scale, with the row of the first
 * @example (await secureCustomerIndex(answers, { satisfaction: "q1", repurchase: "q2", recommend: "q3", form: "burke" })).overall.estimate // 0.107
 * @see Burke, Inc., on the Secure Customer Index, whose classes the first form follows; Goodman (1965), Technometrics 7
 */
export async function secureCustomerIndex(
  table: TableLike,
  options: SecureCustomerOptions,
): Promise<SecureCustomerResult> {
  const finish = requireSecure(options);
  const by = byColumns(options.by);
  const items = [options.satisfaction, options.repurchase, options.recommend];
  const segments = await secureTally(asTable(table), { items, by, weight: options.weight }, finish.scale, CALLER);
  const overall = secureRow(pooledSecure(segments), finish);
  const rows = segments.map((segment) => ({ keys: keysOf(by, segment.cells), ...secureRow(segment, finish) }));
  return {
    metric: "secureCustomerIndex",
    label: LABELS[finish.form],
    form: finish.form,
    scale: finish.scale,
    overall,
    rows: by.length === 0 ? [] : rows,
    by,
    level: finish.level,
    method: methodLabel(finish, [overall, ...rows]),
    unit: finish.form === "score" ? "score" : "share",
    excluded: { missing: overall.unclassified, outOfRange: 0 },
  };
}
