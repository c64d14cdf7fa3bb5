import type { Role } from "../schema.js";

/** A metric and the roles without which it cannot be asked. */
export interface Analysis {
  readonly metric: string;
  readonly needs: readonly Role[];
}

/** What columns of these roles allow, in the order of the notebooks. */
const ANALYSES: readonly Analysis[] = [
  { metric: "nps", needs: ["recommend"] },
  { metric: "csat", needs: ["satisfaction"] },
  { metric: "ces", needs: ["effort"] },
  { metric: "churn", needs: ["churned"] },
  { metric: "churnBySegment", needs: ["churned", "segment"] },
  { metric: "kaplanMeier", needs: ["tenure", "churned"] },
  { metric: "retention", needs: ["retained"] },
  { metric: "churnReasons", needs: ["reason"] },
  { metric: "reasonsBySegment", needs: ["reason", "segment"] },
  { metric: "cohortRetention", needs: ["customer", "date"] },
  { metric: "rfm", needs: ["customer", "date", "amount"] },
  { metric: "lifetimeValue", needs: ["customer", "date", "amount"] },
  { metric: "revenueConcentration", needs: ["customer", "amount"] },
];

/** Which metrics columns of these roles allow, and what the others lack. */
export function analysesWith(roles: readonly Role[]): {
  readonly allowed: readonly Analysis[];
  readonly lacking: readonly { readonly metric: string; readonly roles: readonly Role[] }[];
} {
  const has = new Set(roles);
  const lacks = ({ needs }: Analysis) => needs.filter((role) => !has.has(role));
  return {
    allowed: ANALYSES.filter((analysis) => lacks(analysis).length === 0),
    lacking: ANALYSES.flatMap((analysis) => {
      const missing = lacks(analysis);
      return missing.length === 0 ? [] : [{ metric: analysis.metric, roles: missing }];
    }),
  };
}
