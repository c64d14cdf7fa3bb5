import { afterEach, beforeEach } from "vitest";
import { type Bundle, SEND, type Send } from "../../src/notebook/display.js";

const place = globalThis as { [SEND]?: Send };

/** What the cells of one test send to the notebook, in the place of the kernel. */
export function sentOutputs(): { readonly all: readonly Bundle[]; readonly last: () => Record<string, unknown> } {
  const all: Bundle[] = [];
  beforeEach(() => {
    all.length = 0;
    place[SEND] = async (bundle) => {
      all.push(await bundle);
    };
  });
  afterEach(() => {
    delete place[SEND];
  });
  return { all, last: () => all.at(-1)?.data ?? {} };
}
