import { nearestNames } from "../../tables/nearest.js";

/**
 * "actionable" can be fixed; "other" is what was lumped together: it is counted with the actionable ones, stands last and is
 * never among the vital few; "unknown" is an answer without a reason; "involuntary" is nobody's fault: moved, deceased.
 */
export type ReasonKind = "actionable" | "other" | "unknown" | "involuntary";

/** Which reasons are not actionable, letter by letter as the table has them. */
export interface ReasonNames {
  /** ['Other'] unless given. */
  readonly other?: readonly string[];
  /** ["Don't know"] unless given. */
  readonly unknown?: readonly string[];
  /** None unless given. */
  readonly involuntary?: readonly string[];
}

export interface ReasonKinds {
  readonly of: (reason: string) => ReasonKind;
  /** Names that were asked for and that nobody gave. */
  readonly absent: readonly string[];
}

const DEFAULTS: Required<ReasonNames> = { other: ["Other"], unknown: ["Don't know"], involuntary: [] };
const SHOWN = 12;

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

function requireOnce(kinds: Map<string, ReasonKind>, name: string, kind: ReasonKind, caller: string): void {
  const before = kinds.get(name);
  if (before !== undefined && before !== kind)
    throw new TypeError(`${caller} requires one kind a reason; got '${name}' as ${before} and as ${kind}`);
}

/**
 * What kind each reason is. A name that was asked for, that nobody gave and that resembles a given reason is taken for a
 * slip and refused; one that resembles nothing is only noted, since next month nobody may have moved away.
 */
export function reasonKinds(names: ReasonNames, given: readonly string[], caller: string): ReasonKinds {
  const kinds = new Map<string, ReasonKind>();
  const absent: string[] = [];
  for (const kind of ["other", "unknown", "involuntary"] as const) {
    for (const name of names[kind] ?? DEFAULTS[kind]) {
      requireOnce(kinds, name, kind, caller);
      kinds.set(name, kind);
      if (names[kind] === undefined || given.includes(name)) continue;
      const near = nearestNames(name, given);
      if (near.length > 0) {
        const more = given.length > SHOWN ? ` and ${given.length - SHOWN} more` : "";
        const all = `reasons given: ${quoted(given.slice(0, SHOWN))}${more}`;
        throw new Error(`${caller}: nobody gave the reason '${name}' (${kind}); nearest: ${quoted(near)}; ${all}`);
      }
      absent.push(name);
    }
  }
  return { of: (reason) => kinds.get(reason) ?? "actionable", absent };
}
