import { nearestNames } from "../../tables/nearest.js";
import { requireOneOf } from "../requireOneOf.js";
import { waysForward } from "./plsOrder.js";
import type { PlsModel } from "./plsPathModel.js";
import type { PlsScheme } from "./plsResult.js";

/** A model that was looked through: names, and paths as places among the blocks. */
export interface CheckedModel {
  readonly blocks: readonly { readonly name: string; readonly mode: "A" | "B"; readonly items: readonly string[] }[];
  readonly paths: readonly (readonly [from: number, to: number])[];
  /** The blocks, each after all that lead to it. */
  readonly order: readonly number[];
  readonly scheme: PlsScheme;
  readonly isConsistent: boolean;
  readonly isRaw: boolean;
  readonly tolerance: number;
}

export const itemsOf = ({ blocks }: CheckedModel): string[] => blocks.flatMap(({ items }) => items);

function requireItems(blocks: Readonly<Record<string, readonly string[]>>, caller: string): void {
  const home = new Map<string, string>();
  for (const [block, items] of Object.entries(blocks)) {
    if (!Array.isArray(items) || items.length === 0)
      throw new TypeError(
        `${caller} requires items in every block; got none in '${block}': name its columns, or leave it out`,
      );
    for (const item of items) {
      const other = home.get(item);
      if (other === block)
        throw new TypeError(`${caller} requires an item once in a block; got '${item}' twice in '${block}'`);
      if (other !== undefined)
        throw new TypeError(
          `${caller} requires an item in one block only, or the blocks correlate by what they share; got '${item}' in '${other}' and '${block}'`,
        );
      home.set(item, block);
    }
  }
}

/** The place of a block; of an unknown one, the message names the nearest. */
function placeOf(name: string, names: readonly string[], what: string, caller: string): number {
  const place = names.indexOf(name);
  if (place >= 0) return place;
  const near = nearestNames(name, names);
  const hint = near.length > 0 ? `nearest: ${quoted(near)}` : `blocks: ${quoted(names)}`;
  throw new Error(`${caller}: no block '${name}' for ${what}; ${hint}`);
}

const quoted = (names: readonly string[]) => names.map((name) => `'${name}'`).join(", ");

function requirePaths(paths: PlsModel["paths"], names: readonly string[], caller: string): [number, number][] {
  if (!Array.isArray(paths) || paths.length === 0)
    throw new TypeError(`${caller} requires at least one path, [from, to]; got none`);
  const places = paths.map(([from, to]): [number, number] => {
    const what = `the path '${from}' → '${to}'`;
    return [placeOf(from, names, what, caller), placeOf(to, names, what, caller)];
  });
  const twice = places.find(([from, to], i) => places.findIndex((path) => path[0] === from && path[1] === to) !== i);
  if (twice !== undefined)
    throw new TypeError(`${caller} requires a path once; got '${names[twice[0]]}' → '${names[twice[1]]}' twice`);
  const alone = names.findIndex((_, block) => !places.some((path) => path.includes(block)));
  if (alone >= 0)
    throw new TypeError(
      `${caller} requires every block in a path; got none with '${names[alone]}': give it a path, or leave it out`,
    );
  return places;
}

function requireModes(modes: PlsModel["modes"], names: readonly string[], caller: string): ("A" | "B")[] {
  for (const [block, mode] of Object.entries(modes ?? {})) {
    placeOf(block, names, "its mode", caller);
    requireOneOf(caller, "mode", ["A", "B"], mode);
  }
  return names.map((name) => modes?.[name] ?? "A");
}

function orderOf(paths: readonly (readonly [number, number])[], names: readonly string[], caller: string): number[] {
  const { order, circle } = waysForward(names.length, paths);
  if (circle === null) return order;
  const way = circle.map((block) => names[block]).join(" → ");
  throw new TypeError(`${caller} requires paths that never lead back; got ${way}: leave one of them out`);
}

/** Throws unless the model is one, with a sentence that says which block, item or path is wrong and what to do. */
export function requireModel(model: PlsModel, caller: string): CheckedModel {
  const { scheme = "path", consistent = "none", items = "standardized", tolerance = 1e-10 } = model;
  requireOneOf(caller, "scheme", ["path", "centroid", "factorial"], scheme);
  requireOneOf(caller, "choice of consistent", ["none", "PLSc"], consistent);
  requireOneOf(caller, "choice of items", ["standardized", "raw"], items);
  if (consistent === "PLSc" && items === "raw")
    throw new TypeError(`${caller} requires items 'standardized' with consistent 'PLSc'; got 'raw'`);
  if (!(tolerance > 0 && tolerance < 1))
    throw new RangeError(`${caller} requires a tolerance above 0 and below 1, such as 1e-10; got ${tolerance}`);
  const names = Object.keys(model.blocks ?? {});
  if (names.length < 2) throw new TypeError(`${caller} requires at least two blocks; got ${names.length}`);
  requireItems(model.blocks, caller);
  const paths = requirePaths(model.paths, names, caller);
  const modes = requireModes(model.modes, names, caller);
  const order = orderOf(paths, names, caller);
  return {
    blocks: names.map((name, b) => ({ name, mode: modes[b]!, items: model.blocks[name]! })),
    paths,
    order,
    scheme,
    isConsistent: consistent === "PLSc",
    isRaw: items === "raw",
    tolerance,
  };
}
