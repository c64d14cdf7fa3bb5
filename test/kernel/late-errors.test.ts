import { describe, expect, test } from "vitest";
import { cell, drive, wait } from "./drive.js";
import { errorOf, outcomeOf, resultOf, streamOf, tracebackOf } from "./read.js";

const ran = await drive({
  rejecting: cell('async function save() {\n  await null;\n  throw new Error("disk full");\n}'),
  forgotten: cell("save();\nconst after = 1;"),
  rejected: cell('void Promise.reject(new RangeError("nobody waits"));'),
  lastValue: cell('Promise.reject(new Error("the value of the cell"))'),
  nextTick: cell('process.nextTick(() => { throw new Error("in the next tick"); });'),
  slow: cell('setTimeout(() => { throw new Error("in a timer"); }, 40);\n"started"'),
  meanwhile: wait(0.3),
  next: cell('"next"'),
  afterNext: cell('"fine again"'),
  slowWork: cell(
    'async function read() {\n  await new Promise((done) => setTimeout(done, 40));\n  throw new Error("the file is gone");\n}\nread();\nawait new Promise((done) => setTimeout(done, 120));',
  ),
  two: cell('void Promise.reject(new Error("one"));\nvoid Promise.reject(new Error("two"));'),
  handled: cell(
    'try {\n  await save();\n} catch (error) {\n  "caught " + error.message;\n}\nPromise.reject(1).catch(() => 2);',
  ),
  notAnError: cell('void Promise.reject("only text");'),
  end: cell("after"),
});

describe("an error that nobody waits for", () => {
  test("a forgotten await of an async function that fails, fails the cell", () => {
    expect(errorOf(ran.forgotten)?.ename).toBe("Error");
    expect(errorOf(ran.forgotten)?.evalue).toMatch(/^disk full \(nobody waited for this: an await is missing/);
    expect(tracebackOf(ran.forgotten)).toContain("cell 1, line 3, column 9, in save");
    expect(ran.forgotten.reply.status).toBe("error");
  });

  test("a rejection fails the cell, whether it is the cell's value or not", () => {
    expect(errorOf(ran.rejected)?.evalue).toMatch(/^nobody waits/);
    expect(errorOf(ran.rejected)?.ename).toBe("RangeError");
    expect(outcomeOf(ran.lastValue)).toBe("Error: the value of the cell");
    expect(errorOf(ran.notAnError)?.evalue).toMatch(/^only text/);
  });

  test("a throw in the next tick fails the cell", () => {
    expect(errorOf(ran.nextTick)?.evalue).toMatch(/^in the next tick/);
  });

  test("a throw after the cell has ended is written at once, and fails the next cell with its own place", () => {
    expect(resultOf(ran.slow)).toBe("'started'");
    expect(ran.slow.reply.status).toBe("ok");
    expect(streamOf(ran.meanwhile.messages, "stderr")).toContain("Error: in a timer");
    expect(errorOf(ran.next)?.evalue).toMatch(/^in a timer/);
    expect(tracebackOf(ran.next)).toContain("cell 6, line 1, column 26");
    expect(ran.next.reply.status).toBe("error");
  });

  test("is told once", () => {
    expect(outcomeOf(ran.afterNext)).toBe("'fine again'");
  });

  test("fails the cell that is running when it happens", () => {
    expect(errorOf(ran.slowWork)?.evalue).toMatch(/^the file is gone/);
    expect(tracebackOf(ran.slowWork)).toContain("cell 9, line 3, column 9, in read");
  });

  test("says how many more there are", () => {
    expect(errorOf(ran.two)?.evalue).toMatch(/^one \(nobody waited for this.*, and 1 more\)$/);
  });

  test("an error that is caught is none", () => {
    expect(errorOf(ran.handled)).toBeNull();
    expect(ran.handled.reply.status).toBe("ok");
  });

  test("what the cell declared stays, as the cell itself came to its end", () => {
    expect(resultOf(ran.end)).toBe("1");
  });
});
