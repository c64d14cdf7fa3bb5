import type { Place } from "../find-notebooks.js";
import { mend } from "../publish.js";
import type { Executed } from "../run-notebooks.js";
import type { KeptRuns } from "./kept-runs.js";
import { remember, stands } from "./standing-folder.js";

export interface Reports {
  readonly root: string;
  readonly out: string;
  readonly places: readonly Place[];
  readonly surroundings: Readonly<Record<string, string>>;
  /** What else the pages depend on. */
  readonly how: readonly string[];
  readonly kept: KeptRuns | undefined;
}

type Run = Pick<Executed, "place" | "seconds" | "by" | "on">;

/**
 * Writes a folder of reports, unless it stands as an earlier run has written it and nothing of what it was made of has changed.
 *
 * @param write executes what must be, and writes all pages
 */
export async function unlessStanding(
  { root, out, places, surroundings, how, kept }: Reports,
  write: () => Promise<readonly Run[]>,
): Promise<readonly Run[]> {
  // First of all: a notebook that cannot be read ends the run here.
  mend(out);
  const key = () => kept?.ofAll(places, surroundings, how) ?? null;
  const before = await key();
  if (before !== null && stands(root, out, before.key)) {
    return places.map((place, i) => ({ place, seconds: 0, by: "an earlier run", on: before.on[i]! }));
  }
  const written = await write();
  const after = await key();
  if (after !== null) remember(root, out, after.key);
  return written;
}
