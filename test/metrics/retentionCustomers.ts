import { DataFrame } from "danfojs-node";
import fc from "fast-check";

export interface Customer {
  readonly retained: boolean | null;
  readonly start: number | null;
  readonly end: number | null;
  readonly w: number | null;
  readonly segment: string;
}

export const customerColumns = (given: readonly Customer[]) => ({
  retained: given.map(({ retained }) => retained),
  start: given.map(({ start }) => start),
  end: given.map(({ end }) => end),
  w: given.map(({ w }) => w),
  segment: given.map(({ segment }) => segment),
});

export const customerFrame = (given: readonly Customer[]) => new DataFrame(customerColumns(given));

const cents = (min: number, max: number) =>
  fc.integer({ min: 100 * min, max: 100 * max }).map((amount) => amount / 100);

function customer(least: number, missing: boolean): fc.Arbitrary<Customer> {
  const maybe = <T>(values: fc.Arbitrary<T>): fc.Arbitrary<T | null> =>
    missing ? fc.option(values, { freq: 6 }) : values;
  return fc.record({
    retained: maybe(fc.boolean()),
    start: maybe(cents(least, 900)),
    end: maybe(cents(least, 900)),
    w: maybe(fc.constantFrom(0.5, 1, 2.25, 1 / 3)),
    segment: fc.constantFrom("a", "b", "c"),
  });
}

/** At least one customer of whom all is known, so that each column has its type. */
const KNOWN: Customer = { retained: true, start: 10, end: 12, w: 1, segment: "a" };

const several = (one: fc.Arbitrary<Customer>) =>
  fc.array(one, { minLength: 1, maxLength: 40 }).map((some) => [...some, KNOWN]);

/** Everything known, nothing below 0. */
export const shoppers = several(customer(0, false));
/** Missing cells and values below 0. */
export const anybody = several(customer(-200, true));
