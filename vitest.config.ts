import { defineConfig } from "vitest/config";

// Continuous integration asks for a file with the counts; people get the plain list.
const report = process.env.VAFA_TEST_REPORT;

export default defineConfig({
  test: {
    include: ["test/**/*.test.ts"],
    setupFiles: ["test/fixedSeed.ts"],
    testTimeout: 60_000,
    hookTimeout: 120_000,
    reporters: report ? ["default", "json"] : ["default"],
    ...(report ? { outputFile: { json: report } } : {}),
  },
});
