import { DataFrame } from "danfojs-node";
import type { Demo } from "../../src/datasets/demo/generate.js";
import { churnBySegment } from "../../src/metrics/churnBySegment/churnBySegment.js";
import { type Question, verdictOf } from "./question.js";

const CRUDE = "fewer Marketplace than Website customers left";
const LIKE_FOR_LIKE = "of the same segments, Marketplace customers leave more often";
const FALSE = "of the same segments, Marketplace customers leave less often";
const SURE = "the latter told from chance";

/** The customers of two channels only: each is then held against the other. */
function ofTwoChannels({ tables }: Demo): DataFrame {
  const { channel, segment, left } = tables.customers.columns;
  const rows = channel!.flatMap((name, i) => (name === "Marketplace" || name === "Website" ? [i] : []));
  const of = (column: typeof channel) => rows.map((i) => column![i]);
  return new DataFrame({ channel: of(channel), segment: of(segment), left: of(left) } as Record<string, unknown[]>);
}

export const channelReversal: Question = {
  title: "A comparison that turns round",
  asks: "churnBySegment of customers.csv, Marketplace against Website, as it is and standardised by segment, at a level of 95 %.",
  judges:
    "Planted: in the table fewer Marketplace customers left, since most are businesses; of the same segments more did. Both by the shares as they are: whole intervals tell the first in half of such companies, the second in nine of ten. Told by a whole interval, that they leave less often even then is a decoy.",
  async ask(demo) {
    const options = { churned: "left", segment: "channel", standardize: "segment" };
    const { rows } = await churnBySegment(ofTwoChannels(demo), options);
    const { difference, standardizedDifference: alike } = rows.find(({ keys }) => keys.channel === "Marketplace")!;
    const told = [
      ...(difference!.estimate! < 0 ? [CRUDE] : []),
      ...(alike!.estimate! > 0 ? [LIKE_FOR_LIKE] : []),
      ...(alike!.lower! > 0 ? [SURE] : alike!.upper! < 0 ? [FALSE] : []),
    ];
    return verdictOf([CRUDE, LIKE_FOR_LIKE], told, (finding) => finding !== SURE);
  },
};
