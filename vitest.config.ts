import { defineConfig } from "vitest/config";

// Continuous integration asks for a file with the counts; people get the plain list.
const report = process.env.VAFA_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/fixedSeed.ts"],
    // All cores: by itself it leaves one free, which of two is half.
    maxWorkers: "100%",
    // Only what hangs is ended: a slow or busy machine fails no test.
    testTimeout: 300_000,
    hookTimeout: 300_000,
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
  },
});
