import type { Engine } from "../sql/relation.js";

/** Answers that are kept, and the most cells that one of them has. */
const [ANSWERS, CELLS] = [32, 100_000];

/**
 * The same engine, which answers a question that it was asked before from memory, as long as the rows are the same: metrics that
 * are shown side by side mostly take the same tallies. Small answers only, the latest ones.
 *
 * @param state what is other once the rows are: when their files were written, for example
 */
export function repeated(engine: Engine, state: () => Promise<string>): Engine {
  const known = new Map<string, Awaited<ReturnType<Engine["query"]>>>();
  let before = "";
  return {
    ...engine,
    async query(sql, most) {
      const now = await state();
      if (now !== before) known.clear();
      before = now;
      const question = `${most} ${sql}`;
      const same = known.get(question);
      if (same !== undefined) return same;
      const answer = await engine.query(sql, most);
      // What was written meanwhile may be in the answer, or not.
      if (answer.length * (answer[0]?.length ?? 0) > CELLS || (await state()) !== now) return answer;
      known.set(question, answer);
      if (known.size > ANSWERS) known.delete(known.keys().next().value!);
      return answer;
    },
  };
}
