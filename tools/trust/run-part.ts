import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { availableParallelism, tmpdir } from "node:os";
import { join } from "node:path";
import { Failure, firstLine } from "../terminal/failure.js";
import { startGroup } from "../terminal/process-group.js";
import type { TrustFigure, TrustPart } from "./figures.js";
import type { Part } from "./parts.js";

/** What vitest's report says of one test. */
interface Tested {
  readonly status: string;
  readonly fullName: string;
  readonly failureMessages?: readonly string[];
  readonly meta?: { readonly figures?: readonly TrustFigure[] };
}

/** What a part has found, and in a line each the tests of it that failed. */
export interface Ran {
  readonly found: TrustPart;
  readonly failures: readonly string[];
}

/** How a whole part may end: all its tests passed, or some failed; anything else is a run that broke off. */
const ENDS = [0, 1];

function readReport(file: string, part: Part): Tested[] {
  try {
    const report = JSON.parse(readFileSync(file, "utf8")) as {
      testResults: { name: string; message?: string; assertionResults: Tested[] }[];
    };
    return report.testResults.flatMap(({ name, message, assertionResults }) =>
      assertionResults.length > 0
        ? assertionResults
        : [{ status: "failed", fullName: name, failureMessages: [message ?? "no test in it ran"] }],
    );
  } catch (error) {
    throw new Failure(`${part.name}: its tests broke off (${firstLine(String(error))})`);
  }
}

async function ended(root: string, part: Part, report: string): Promise<void> {
  const vitest = join(root, "node_modules", "vitest", "vitest.mjs");
  const args = [vitest, "run", ...part.tests, "--reporter=default", "--reporter=json", `--outputFile.json=${report}`];
  const env = { ...process.env, VAFA_TRUST: "whole", VAFA_REQUIRE_BROWSER: "1" };
  const child = startGroup(process.execPath, args, { cwd: root, env, stdio: ["ignore", "inherit", "inherit"] });
  const code = await new Promise((resolve, reject) => child.once("close", resolve).once("error", reject));
  if (!ENDS.includes(code as number)) throw new Failure(`${part.name}: its tests broke off (exit code ${code})`);
}

/** Runs the tests of one part whole and gathers what they have found. */
export async function runPart(root: string, part: Part): Promise<Ran> {
  const folder = mkdtempSync(join(tmpdir(), "vafa-trust-"));
  const started = performance.now();
  try {
    const report = join(folder, "report.json");
    await ended(root, part, report);
    const tests = readReport(report, part);
    const count = (status: string) => tests.filter((test) => test.status === status).length;
    const [passed, failed] = [count("passed"), count("failed")];
    return {
      found: {
        day: new Date().toISOString().slice(0, 10),
        machine: `${availableParallelism()} cores, ${process.platform}`,
        versions: `Node ${process.versions.node}`,
        seconds: Math.round((performance.now() - started) / 1000),
        tests: { passed, failed, skipped: tests.length - passed - failed },
        figures: tests.flatMap(({ meta }) => meta?.figures ?? []),
      },
      failures: tests
        .filter(({ status }) => status === "failed")
        .map(({ fullName, failureMessages = [] }) => `${fullName}: ${firstLine(failureMessages[0] ?? "failed")}`),
    };
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}
