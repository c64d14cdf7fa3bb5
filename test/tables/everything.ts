import { inspect } from "node:util";

/** All that a notebook could print of something. */
export const everything = (thing: unknown) =>
  [
    inspect(thing, { depth: 20, showHidden: true, getters: true }),
    (thing as Error).stack,
    JSON.stringify(thing),
    String(thing),
  ].join("\n");
