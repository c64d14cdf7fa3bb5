/** What a cell may say that makes its answer hang on more than files: each with what it is in words. */
const OUTSIDE: readonly (readonly [RegExp, string])[] = [
  [/\bfetch\s*\(/, "it fetches"],
  [/\bnew Date\s*\(\s*\)|\bDate\s*\(\s*\)|\bDate\.now\b|\bperformance\.now\b/, "it reads the clock"],
  [/\bMath\.random\b|\brandomUUID\b|\brandomBytes\b/, "it draws without a seed"],
  [/\b[a-z][a-z\d+.-]*:\/\//i, "it names an address"],
  [
    /["'](?:node:)?(?:child_process|cluster|dgram|dns|http|http2|https|net|os|tls|worker_threads)["']/,
    "it reaches out",
  ],
];

/** Tables of a cluster, each with the variable of the environment that names its server. */
const CLUSTERS = [
  ["trino", "VAFA_TRINO"],
  ["spark", "VAFA_SPARK"],
] as const;

/** A cluster that takes its server from a variable which is not set is not asked. */
function whyCluster(code: string, env: NodeJS.ProcessEnv): string | null {
  const asked = CLUSTERS.find(([name, variable]) => {
    const isCalled = new RegExp(`\\b${name}\\s*\\(`).test(code);
    return isCalled && !(new RegExp(`\\b${variable}\\b`).test(code) && !env[variable]);
  });
  return asked === undefined ? null : `it asks ${asked[0]}`;
}

/**
 * Why a notebook must be executed each time, or null: its code sees what no hash of files knows. It is told from the text of its
 * cells alone: a clock, chance without a seed, an address, a module of Node that leaves the process, or a cluster.
 */
export function whyAlways(code: string, env: NodeJS.ProcessEnv): string | null {
  const found = OUTSIDE.find(([pattern]) => pattern.test(code));
  return found?.[1] ?? whyCluster(code, env);
}
