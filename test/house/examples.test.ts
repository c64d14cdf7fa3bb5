import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { describe, expect, test } from "vitest";

const src = resolve(import.meta.dirname, "../../src");

interface Example {
  readonly file: string;
  readonly code: string;
  readonly value: string;
}

/** Lines `expression // value` under an @example, as a doc comment holds them. */
function examplesOf(file: string, text: string): Example[] {
  const found: Example[] = [];
  for (const [, lines = ""] of text.matchAll(/@example((?:[^@]|@(?=\w+\/))*?)(?=\n\s*\*\s*@|\*\/)/g)) {
    for (const line of lines.split("\n")) {
      const [, code, value] = /^\s*\*?\s*(.+?);?\s+\/\/\s+(?:about )?(.+?)\s*$/.exec(line) ?? [];
      if (code !== undefined && value !== undefined && !value.startsWith("Error")) found.push({ file, code, value });
    }
  }
  return found;
}

/** Examples on a table show how a call reads; the table is the reader's. */
const NEEDS_A_TABLE = /\bawait\b|\b(answers|frame)\b/;

const files = readdirSync(src, { recursive: true, encoding: "utf8" }).filter(
  (name) => name.endsWith(".ts") && !name.includes("node_modules"),
);
const all = files.flatMap((name) => examplesOf(name, readFileSync(join(src, name), "utf8")));
const executable = all.filter(({ code }) => !NEEDS_A_TABLE.test(code));

/** Half a unit of the last digit that is written. */
function tolerance(text: string, expected: number): number {
  const [mantissa = "", exponent] = text.split("e");
  const decimals = mantissa.split(".")[1]?.length ?? 0;
  const unit = 10 ** (Number(exponent ?? 0) - decimals);
  return 0.5000001 * unit + 1e-12 * Math.abs(expected);
}

/** Expected values with each number as something that accepts what rounds to it. */
function parsed(value: string): unknown {
  const close = (text: string) => {
    const expected = Number(text);
    return {
      asymmetricMatch: (actual: unknown) =>
        typeof actual === "number" && Math.abs(actual - expected) <= tolerance(text.replace("-", ""), expected),
      toString: () => `number ${text}`,
    };
  };
  const withCalls = value.replace(/"[^"]*"|-?\d+(?:\.\d+)?(?:e-?\d+)?/g, (token) =>
    token.startsWith('"') ? token : `close("${token}")`,
  );
  return new Function("close", `return (${withCalls});`)(close);
}

/** What a model of buying gave for CDNOW, in weeks: Fader, Hardie and Lee (2005). */
const FIT = { overall: { parameters: { model: "bgNbd", r: 0.2426, alpha: 4.4135, a: 0.7929, b: 2.4258 }, note: null } };

async function evaluated({ file, code }: Example): Promise<unknown> {
  const own = (await import(pathToFileURL(join(src, file)).href)) as object;
  const { random } = await import("../../src/statistics/random.js");
  const scope = { random, fit: FIT, ...own };
  return new Function(...Object.keys(scope), `return (${code});`)(...Object.values(scope));
}

describe("examples of the doc comments", () => {
  test("there are examples to execute", () => {
    expect(executable.length).toBeGreaterThan(30);
  });

  test.each(executable)("$file: $code", async (example) => {
    const actual = await evaluated(example);
    const expected = parsed(example.value) as object;
    if (Array.isArray(expected) || typeof (expected as { asymmetricMatch?: unknown }).asymmetricMatch === "function")
      expect(actual).toEqual(expected);
    else if (typeof expected === "object") expect(actual).toMatchObject(expected);
    else expect(actual).toBe(expected);
  });

  test("a wrong value would be found", () => {
    expect(0.6876).not.toEqual(parsed("0.6875"));
    expect({ lower: 0.2553, upper: 0.4 }).not.toMatchObject(parsed("{ lower: 0.2553, upper: 0.3662 }") as object);
  });
});
