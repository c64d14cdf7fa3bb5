import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { expect, test } from "vitest";
import { ClaimError, claim } from "../../src/notebook/claim.js";
import { say } from "../../src/notebook/say.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();

test("say(sentence) is one output: markdown to be read, the same without its marks to be heard", async () => {
  await say("NPS is **+31 (28 to 34)**, _up_ from `+18`: see [the plot](#plot).");
  expect(sent.all).toEqual([
    {
      data: {
        "text/markdown": "NPS is **+31 (28 to 34)**, _up_ from `+18`: see [the plot](#plot).",
        "text/plain": "NPS is +31 (28 to 34), up from +18: see the plot.",
      },
    },
  ]);
});

test("say(sentence) takes no mark away that is part of a word or of a product", async () => {
  await say("snake_case_name and 2 * 3 * 4 = 24");
  expect(sent.last()["text/plain"]).toBe("snake_case_name and 2 * 3 * 4 = 24");
});

test("say(sentence) prints the words where there is no notebook", () => {
  const module = join(import.meta.dirname, "../../src/notebook/say.ts");
  const script = `import { say } from ${JSON.stringify(module)}; await say("**Hello**, وفا");`;
  const args = ["--import", "tsx", "--input-type=module", "-e", script];
  expect(execFileSync(process.execPath, args, { encoding: "utf8" })).toBe("Hello, وفا\n");
});

test("claim(sentence, true) says it with a mark", async () => {
  await claim("Q4 is **above** Q1", 2 > 1);
  expect(sent.last()).toEqual({ "text/markdown": "✓ Q4 is **above** Q1", "text/plain": "✓ Q4 is above Q1" });
});

test("claim(sentence, false) throws at once, awaited or not, and says nothing", () => {
  expect(() => claim("Q4 is **above** Q1", 1 > 2)).toThrow(ClaimError);
  expect(() => claim("Q4 is **above** Q1", 1 > 2)).toThrow("the claim no longer holds: Q4 is above Q1");
  expect(sent.all).toEqual([]);
});

test("claim(sentence, x) refuses what is neither true nor false: a forgotten comparison is no claim", () => {
  for (const x of [0.3, 1, "yes", null, undefined, {}, Promise.resolve(true)]) {
    expect(() => claim("Q4 is above Q1", x as never)).toThrow(TypeError);
  }
  expect(() => claim("Q4 is above Q1", 0.3 as never)).toThrow(
    "claim requires true or false; got 0.3 for: Q4 is above Q1",
  );
});
