import fc from "fast-check";

/**
 * Laws are tried on the same random inputs in every run, so that a run says something of the code and not of luck. To look further:
 * `VAFA_LAW_SEED=7 npx vitest run test/metrics`, with any whole number.
 */
fc.configureGlobal({ seed: Number(process.env.VAFA_LAW_SEED ?? 1403) });
