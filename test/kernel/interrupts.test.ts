import { describe, expect, test } from "vitest";
import { alive, cell, drive, interruptByMessage } from "./drive.js";
import { errorOf, outcomeOf, printed, resultOf } from "./read.js";

const ran = await drive({
  before: cell("let rounds = 0;\nconst kept = 'kept';\nlet told = 'nothing';"),
  loop: cell("console.log('in the loop');\nfor (;;) rounds++;", { interrupt_on: "in the loop" }),
  state: cell("[kept, rounds > 0]"),
  waiting: cell("console.log('waits');\nawait new Promise(() => {});", { interrupt_on: "waits" }),
  timer: cell("console.log('waits');\nawait new Promise((done) => setTimeout(done, 30_000));", {
    interrupt_on: "waits",
  }),
  value: cell("console.log('waits');\nnew Promise(() => {})", { interrupt_on: "waits" }),
  query: cell(
    `const signal = (globalThis as any)[Symbol.for("vafa.interrupt")] as AbortSignal;
console.log("asks");
await new Promise((_, fail) => signal.addEventListener("abort", () => { told = "stop"; setTimeout(() => fail(new Error("cancelled")), 20); }));`,
    { interrupt_on: "asks" },
  ),
  told: cell("await new Promise((done) => setTimeout(done, 100));\ntold"),
  fresh: cell('(globalThis as any)[Symbol.for("vafa.interrupt")].aborted'),
  nothing: interruptByMessage(),
  still: cell("kept"),
  lives: alive(),
});

const stopped = "KeyboardInterrupt: the cell was interrupted";

describe("an interrupt", () => {
  test("stops an endless loop at once; what it printed before is there", () => {
    expect(outcomeOf(ran.loop)).toBe(stopped);
    expect(ran.loop.seconds).toBeLessThan(2);
    expect(printed(ran.loop)).toBe("in the loop\n");
    expect(ran.loop.reply.status).toBe("error");
  });

  test("leaves the kernel alive with its state", () => {
    expect(resultOf(ran.state)).toBe("[ 'kept', true ]");
    expect(ran.lives.alive).toBe(true);
  });

  test("stops the wait for a promise that never settles, awaited or the cell's value, and for a timer", () => {
    for (const each of [ran.waiting, ran.timer, ran.value]) {
      expect(outcomeOf(each)).toBe(stopped);
      expect(each.seconds).toBeLessThan(2);
    }
  });

  test("tells what runs elsewhere to stop, whose end is no failure of a later cell; the next cell has a fresh signal", () => {
    expect(outcomeOf(ran.query)).toBe(stopped);
    expect(errorOf(ran.told)).toBeNull();
    expect(resultOf(ran.told)).toBe("'stop'");
    expect(resultOf(ran.fresh)).toBe("false");
  });

  test("while nothing runs does nothing", () => {
    expect(ran.nothing.content).toMatchObject({ status: "ok" });
    expect(errorOf(ran.still)).toBeNull();
    expect(resultOf(ran.still)).toBe("'kept'");
  });
});
