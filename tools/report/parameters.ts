import type { Place } from "../run/find-notebooks.js";
import { parametersOf } from "../run/inject.js";
import { WrongUsage } from "../terminal/failure.js";

export type Parameters = Readonly<Record<string, unknown>>;

/** A value as JSON has it (0.9, true, ["a"], "a"); what is none is the text itself. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return text;
  }
}

/**
 * What `-p name=value` says, each name one that a notebook declares.
 *
 * @throws WrongUsage with the names that there are
 */
export function readParameters(given: readonly string[], places: readonly Place[]): Parameters {
  const known = [...new Set(places.flatMap(parametersOf))].sort();
  const entries = given.map((one) => {
    const [, name, value] = /^(\w+)=([\s\S]*)$/.exec(one) ?? [];
    if (name === undefined) throw new WrongUsage(`-p requires name=value; got '${one}'`);
    if (!known.includes(name)) {
      throw new WrongUsage(`no notebook has a parameter ${name}; there are ${known.join(", ") || "none"}`);
    }
    return [name, parsed(value!)] as const;
  });
  return Object.fromEntries(entries);
}

/** Those of the values that a notebook declares. */
export function parametersFor(place: Place, values: Parameters): Parameters {
  const declared = parametersOf(place);
  return Object.fromEntries(Object.entries(values).filter(([name]) => declared.includes(name)));
}
