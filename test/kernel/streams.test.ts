import { describe, expect, test } from "vitest";
import { cell, drive, wait } from "./drive.js";
import { displaysOf, printed, resultOf, streamOf, typesOf } from "./read.js";

const lines = (n: number) => `${Array.from({ length: n }, (_, i) => `line ${i}`).join("\n")}\n`;

const ran = await drive({
  many: cell("for (let i = 0; i < 10_000; i++) console.log('line ' + i);"),
  displays: cell(
    'import { display } from "tslab";\nfor (let i = 0; i < 5000; i++) display.raw("application/x-count", String(i));',
  ),
  both: cell('console.log("out 1");\nconsole.error("err 1");\nconsole.log("out 2");'),
  between: cell('console.log("before");\ndisplay.text("shown");\nconsole.log("after");'),
  whileItWorks: cell(
    'console.log("at once");\nconst end = Date.now() + 3000;\nwhile (Date.now() < end);\nconsole.log("at the end");',
    { interrupt_on: "at once" },
  ),
  raw: cell('process.stdout.write("no newline");\nprocess.stdout.write(" here");\nvoid 0;'),
  split: cell(
    'const bytes = Buffer.from("وفا 😀");\nfor (const byte of bytes) process.stdout.write(Uint8Array.of(byte));\nvoid 0;',
  ),
  called: cell('await new Promise((done) => process.stdout.write("told when written", done));'),
  lone: cell('console.log("half a pair: " + "😀"[0]);'),
  much: cell('for (let i = 0; i < 30; i++) console.log("x".repeat(99_999));'),
  later: cell('setTimeout(() => console.log("from a timer"), 30);'),
  meanwhile: wait(0.3),
  still: cell("1 + 1"),
});

describe("what a cell prints", () => {
  test("arrives whole: 10,000 lines of one go", () => {
    expect(printed(ran.many)).toBe(lines(10_000));
    expect(ran.many.reply.status).toBe("ok");
  });

  test("arrives whole: 5,000 outputs of one go, in order", () => {
    const values = displaysOf(ran.displays).map(({ data }) => Number(data["application/x-count"]));
    expect(values).toEqual(Array.from({ length: 5000 }, (_, i) => i));
    expect(ran.displays.reply.status).toBe("ok");
  });

  test("keeps its stream and the order of both, and of what is displayed between", () => {
    const streams = ran.both.messages.filter(({ type }) => type === "stream");
    expect(streams.map(({ content }) => [content.name, content.text])).toEqual([
      ["stdout", "out 1\n"],
      ["stderr", "err 1\n"],
      ["stdout", "out 2\n"],
    ]);
    expect(typesOf(ran.between)).toEqual(["status", "execute_input", "stream", "display_data", "stream"]);
  });

  test("is heard while the cell works, even if it does not pause", () => {
    expect(printed(ran.whileItWorks)).toBe("at once\n");
  });

  test("by process.stdout.write is taken as it is, and a letter may come in pieces", () => {
    expect(printed(ran.raw)).toBe("no newline here");
    expect(printed(ran.split)).toBe("وفا 😀");
    expect(printed(ran.called)).toBe("told when written");
  });

  test("is text for every reader: half a character is replaced", () => {
    expect(printed(ran.lone)).toBe("half a pair: \ufffd\n");
  });

  test("ends after 1 MB, and says how much is not shown", () => {
    expect(printed(ran.much)).toHaveLength(1_000_000);
    expect(streamOf(ran.much.messages, "stderr")).toContain("2,000,000 more characters are not shown");
  });

  test("after the cell has ended still comes, as an output of that cell", () => {
    expect(ran.later.reply.status).toBe("ok");
    expect(streamOf(ran.meanwhile.messages, "stdout")).toBe("from a timer\n");
    expect(resultOf(ran.still)).toBe("2");
  });
});
