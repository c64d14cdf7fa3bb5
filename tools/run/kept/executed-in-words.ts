import { counted } from "../../terminal/words.js";
import type { Executed } from "../run-notebooks.js";

const day = (date: Date) => date.toLocaleDateString("en-GB", { day: "numeric", month: "long", year: "numeric" });

/** How many notebooks a run has executed, and how many had not changed since when. */
export function executedInWords(all: readonly Pick<Executed, "by" | "on">[]): string {
  const unchanged = all.filter(({ by }) => by === "an earlier run");
  if (unchanged.length === 0) return `${counted(all.length, "notebook")} executed and checked`;
  const since = new Date(Math.min(...unchanged.map(({ on }) => on.getTime())));
  const executed = all.length - unchanged.length;
  return `${executed === 0 ? "no notebook" : counted(executed, "notebook")} executed and checked, ${unchanged.length} unchanged since ${day(since)}`;
}
