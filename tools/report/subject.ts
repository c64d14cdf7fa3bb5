import { join, resolve } from "node:path";
import { type PackageTable, readPackage } from "../../src/datasets/descriptor/read-package.js";
import { rolesOf } from "../../src/datasets/table-with.js";
import { findNotebooks, type Place } from "../run/find-notebooks.js";
import { needsOf } from "../run/needs.js";
import { ROOT } from "../setup/places.js";
import { Failure, messageOf, WrongUsage } from "../terminal/failure.js";
import type { Extents } from "./read-tables.js";

/** What is reported on: the tables of a description, or the demo company. */
export interface Subject {
  readonly places: readonly Place[];
  readonly tables: readonly PackageTable[];
  /** The description; null for the demo company. */
  readonly data: string | null;
  /** What the description names as the language of its reports. */
  readonly language: string | undefined;
  /** Which notebooks are left out, and for want of what. */
  readonly without: readonly string[];
}

interface Choice {
  readonly places: readonly Place[];
  readonly without: readonly string[];
}

/** The notebooks whose tables are all there; the others by name, with the roles that the nearest table lacks. */
function choose(all: readonly Place[], tables: readonly PackageTable[]): Choice {
  const roles = tables.map(rolesOf);
  const lacking = (needs: readonly string[]) =>
    roles.map((there) => needs.filter((role) => !(role in there))).sort((a, b) => a.length - b.length)[0] ?? needs;
  const without = all.flatMap((place) => {
    const missing = needsOf(place)
      .map(lacking)
      .filter(({ length }) => length > 0);
    return missing.length === 0 ? [] : [{ place, missing: missing.flat() }];
  });
  return {
    places: all.filter((place) => !without.some((one) => one.place === place)),
    without: without.map(({ place, missing }) => `${place.stem} needs a column with the role ${missing.join(", ")}`),
  };
}

/** All notebooks on the demo company. */
export function demoSubject(only: readonly string[] | undefined): Subject {
  const places = findNotebooks(join(ROOT, "notebooks"), only);
  return { places, tables: [], data: null, language: undefined, without: [] };
}

/** The notebook of what has changed: it stands first, and only where something is compared. */
export const CHANGES = "changes";

/**
 * The notebooks of `your-data` that the tables of a description allow.
 *
 * @param compared whether the tables are compared with others
 */
export async function ownSubject(
  data: string,
  only: readonly string[] | undefined,
  compared: "compared" | "alone" = "alone",
): Promise<Subject> {
  const found = findNotebooks(join(ROOT, "notebooks", "your-data"), only);
  const first = found.filter(({ stem }) => stem === CHANGES);
  const others = found.filter(({ stem }) => stem !== CHANGES);
  if (compared === "alone" && others.length === 0) throw new WrongUsage(`the notebook ${CHANGES} requires --compare`);
  const { tables, language } = await readPackage(resolve(data)).catch((error) => {
    throw new Failure(messageOf(error));
  });
  const choice = choose(others, tables);
  const places = compared === "compared" ? [...first, ...choice.places] : choice.places;
  return { ...choice, places, tables, data, language };
}

/** The first table with these roles: the one that `tableWith` takes. */
const tableFor = (needs: readonly string[], tables: readonly PackageTable[]) =>
  tables.find((table) => needs.every((role) => role in rolesOf(table)));

/** A subject without the notebooks whose table has no row in the period that was asked for. */
export function inPeriod(subject: Subject, extents: Extents): Subject {
  if (extents.size === 0) return { ...subject, without: [] };
  const empty = (place: Place) => {
    const used = needsOf(place).flatMap((needs) => tableFor(needs, subject.tables)?.name ?? []);
    return used.flatMap((name) => (extents.get(name)?.none ? [`${name} has ${extents.get(name)!.none}`] : []))[0];
  };
  const why = new Map(subject.places.map((place) => [place, empty(place)]));
  return {
    ...subject,
    places: subject.places.filter((place) => why.get(place) === undefined),
    without: [...why].flatMap(([{ stem }, reason]) => (reason === undefined ? [] : [`${stem}: ${reason}`])),
  };
}
