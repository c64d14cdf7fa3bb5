import type { TestContext } from "vitest";
import type { TrustFigure } from "../../tools/trust/figures.js";

declare module "vitest" {
  interface TaskMeta {
    /** What a law was tried on and what was found, for `npm run trust`. */
    figures?: TrustFigure[];
  }
}

/** Whether a law is tried as often as `npm run trust` tries it, or on the sample of `npm test`. */
export const WHOLE = process.env.VAFA_TRUST === "whole";

/** How many cases a law is tried on: a sample in `npm test`, the whole in `npm run trust`. */
export const sized = (sample: number, whole: number): number => (WHOLE ? whole : sample);

/** Of a list, what a law is tried on: spread over the whole list, the first and the last among them, where only a sample is wanted. */
export function sampleOf<T>(all: readonly T[], count: number): readonly T[] {
  if (WHOLE || all.length <= count) return all;
  const step = (all.length - 1) / Math.max(1, count - 1);
  return Array.from({ length: count }, (_, i) => all[Math.round(i * step)]!);
}

/** Tells `npm run trust` what this test has found; call it before what may fail, so that a failure has its figure too. */
export function figure({ task }: TestContext, found: TrustFigure): void {
  task.meta.figures = [...(task.meta.figures ?? []), found];
}
