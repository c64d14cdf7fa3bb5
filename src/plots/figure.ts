import type { Data, Layout } from "plotly.js-dist-min";

/** A plotly figure as plain JSON, with the sentence that says its numbers to those who do not see it. */
export interface Figure {
  readonly data: readonly Partial<Data>[];
  readonly layout: Partial<Layout>;
  /** What the figure shows, in one sentence with the numbers: text/plain of the output, alt text of the picture. */
  readonly text: string;
}
