import { expect, test } from "vitest";
import { figure, sampleOf, sized } from "../sized.js";
import { repeated, weighed } from "./changes.js";
import { differences } from "./compared.js";
import { WEIGHTED } from "./weighted.js";
import { changed, opened, world } from "./world.js";

/** n counts rows, which a weight leaves and a repetition adds; bounds follow it. Estimates are what the law is of. */
const isEstimate = /\.estimate$/;

/** Numbers that are totals over the rows there are. */
const TOTALS: Readonly<Record<string, RegExp>> = { tacticEffect: /kept\.estimate$/ };

test("estimates of rows with whole weights are those of rows repeated as often", async (context) => {
  const asked = sampleOf(Object.entries(WEIGHTED), sized(6, Number.POSITIVE_INFINITY));
  const seeds = sized(1, Math.ceil(1000 / asked.length));
  let cases = 0;
  const broken: string[] = [];
  for (let seed = 1; seed <= seeds; seed++) {
    const once = changed(world(seed), (columns) => weighed(columns, seed));
    const often = changed(once, repeated);
    for (const [metric, call] of asked) {
      const [one, other] = [await call(opened(once)), await call(opened(often))];
      const [first] = differences(other, one).filter(
        ({ path }) => isEstimate.test(path) && TOTALS[metric]?.test(path) !== true,
      );
      cases++;
      if (first !== undefined)
        broken.push(`${metric}, company ${seed}: ${first.path} ${first.found}, not ${first.expected}`);
    }
  }
  const found = `${broken.length} broke it`;
  figure(context, { what: "whole weights as repeated rows", cases, found, bar: "0", held: broken.length === 0 });
  expect(broken).toEqual([]);
}, 900_000);
