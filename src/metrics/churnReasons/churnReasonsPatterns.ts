import { type Cell, compareText } from "../../tables/table.js";
import { isInvisible } from "../reasonIssues/reasonSpelling.js";

/** What some customers stand for: each a mass of 1, his weight, his value, or the product of both. */
export interface ReasonSums {
  readonly customers: number;
  readonly mass: number;
  readonly massSquared: number;
  /** Σ of the weights, of their squares and of weight × mass; a customer without a weight weighs 1. */
  readonly weight: number;
  readonly weightSquared: number;
  readonly weightMass: number;
}

/** Customers who gave the same reasons. */
export interface ReasonPattern extends ReasonSums {
  /** Different ones, by name; [] is nobody's: such customers are missing. */
  readonly reasons: readonly string[];
  /** The mass of each customer; null when all are 1, or when there are too many customers to keep them. */
  readonly masses: readonly number[] | null;
  /** The weight of each, where the mass is weight × value and is kept. */
  readonly weights: readonly number[] | null;
}

export interface ReasonSegment {
  readonly cells: readonly Cell[];
  readonly patterns: readonly ReasonPattern[];
  /** Customers without a reason, without a value or without a weight. */
  readonly missing: number;
  /** Customers whose negative value was taken as zero. */
  readonly raised: number;
}

/** The reason in a cell; text that shows nothing is none. */
export function reasonOf(cell: Cell): string | null {
  if (cell === null) return null;
  const text = String(cell);
  return isInvisible(text) ? null : text;
}

interface Growing {
  readonly reasons: readonly string[];
  customers: number;
  mass: number;
  massSquared: number;
  weight: number;
  weightSquared: number;
  weightMass: number;
  readonly masses: number[] | null;
  readonly weights: number[] | null;
}

/** What is kept of single customers: nothing, their masses, or these and their weights. */
export type Kept = "sums" | "masses" | "weights";

export const NO_SUMS: ReasonSums = {
  customers: 0,
  mass: 0,
  massSquared: 0,
  weight: 0,
  weightSquared: 0,
  weightMass: 0,
};

/** A number in a cell, true and false as 1 and 0. */
export const numberOf = (cell: Cell): number | null =>
  typeof cell === "number" ? cell : typeof cell === "boolean" ? Number(cell) : null;

/** Patterns of one segment as they are counted. */
export class PatternCounter {
  private readonly patterns = new Map<string, Growing>();
  missing = 0;
  raised = 0;

  constructor(private readonly kept: Kept) {}

  private pattern(reasons: readonly string[]): Growing {
    // Most customers name one reason: its name will do, and no list starts like that.
    const name = reasons.length === 1 ? `=${reasons[0]}` : JSON.stringify(reasons);
    const found = this.patterns.get(name);
    if (found !== undefined) return found;
    const masses = this.kept === "sums" ? null : [];
    const fresh = { ...NO_SUMS, reasons, masses, weights: this.kept === "weights" ? [] : null };
    this.patterns.set(name, fresh);
    return fresh;
  }

  /** Customers of one mass each. */
  each(reasons: readonly string[], customers: number, value: number | null, weight: number | null): void {
    if (reasons.length === 0 || value === null || weight === null) {
      this.missing += customers;
      return;
    }
    if (value < 0) this.raised += customers;
    const mass = Math.max(0, value) * weight;
    const pattern = this.together(reasons, {
      customers,
      mass: customers * mass,
      massSquared: customers * mass * mass,
      weight: customers * weight,
      weightSquared: customers * weight * weight,
      weightMass: customers * weight * mass,
    });
    if (pattern.masses !== null) for (let i = 0; i < customers; i++) pattern.masses.push(mass);
    if (pattern.weights !== null) for (let i = 0; i < customers; i++) pattern.weights.push(weight);
  }

  /** Customers known by their sums. */
  together(reasons: readonly string[], sums: ReasonSums): Growing {
    const pattern = this.pattern(reasons);
    pattern.customers += sums.customers;
    pattern.mass += sums.mass;
    pattern.massSquared += sums.massSquared;
    pattern.weight += sums.weight;
    pattern.weightSquared += sums.weightSquared;
    pattern.weightMass += sums.weightMass;
    return pattern;
  }

  segment(cells: readonly Cell[]): ReasonSegment {
    const patterns = [...this.patterns.values()].sort((a, b) =>
      compareText(JSON.stringify(a.reasons), JSON.stringify(b.reasons)),
    );
    return { cells, patterns, missing: this.missing, raised: this.raised };
  }
}

/** Several segments as one. */
export function pooledReasons(segments: readonly ReasonSegment[]): ReasonSegment {
  const patterns = new Map<string, ReasonPattern>();
  for (const pattern of segments.flatMap((segment) => segment.patterns)) {
    const name = JSON.stringify(pattern.reasons);
    const known = patterns.get(name);
    patterns.set(name, known === undefined ? pattern : joined(known, pattern));
  }
  const sum = (of: (segment: ReasonSegment) => number) => segments.reduce((total, segment) => total + of(segment), 0);
  const sorted = [...patterns.entries()].sort(([a], [b]) => compareText(a, b)).map(([, pattern]) => pattern);
  return { cells: [], patterns: sorted, missing: sum((s) => s.missing), raised: sum((s) => s.raised) };
}

function joined(a: ReasonPattern, b: ReasonPattern): ReasonPattern {
  return {
    reasons: a.reasons,
    customers: a.customers + b.customers,
    mass: a.mass + b.mass,
    massSquared: a.massSquared + b.massSquared,
    weight: a.weight + b.weight,
    weightSquared: a.weightSquared + b.weightSquared,
    weightMass: a.weightMass + b.weightMass,
    masses: a.masses === null || b.masses === null ? null : [...a.masses, ...b.masses],
    weights: a.weights === null || b.weights === null ? null : [...a.weights, ...b.weights],
  };
}
