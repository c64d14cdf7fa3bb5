import { defineConfig } from "vitest/config";

// Continuous integration asks for a file with the counts; people get the plain list.
const report = process.env.VAFA_TEST_REPORT;

/** In milliseconds: a test that is tried whole takes as long as it takes. */
const PATIENCE = process.env.VAFA_TRUST === "whole" ? 3_600_000 : 300_000;

/** Tests that start programs, watch this process or change what it stands in: each file has a process of its own. */
const APART = [
  "test/{bench,docs,house,kernel,report,tools,trust}/**/*.test.ts",
  "test/catalogue.test.ts",
  "test/tables/{duckdbSpill,trino,spark}*.test.ts",
  "test/datasets/hostile.test.ts",
];

export default defineConfig({
  test: {
    setupFiles: ["test/fixedSeed.ts"],
    // All cores: by itself it leaves one free, which of two is half.
    maxWorkers: "100%",
    // Only what hangs is ended: a slow or busy machine fails no test.
    testTimeout: PATIENCE,
    hookTimeout: PATIENCE,
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
    projects: [
      { extends: true, test: { name: "apart", include: APART } },
      // These share what they import: to read it anew for each file would take half of the time.
      { extends: true, test: { name: "shared", include: ["test/**/*.test.ts"], exclude: APART, isolate: false } },
    ],
  },
});
