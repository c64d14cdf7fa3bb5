import { expect, test, vi } from "vitest";
import { firstLine, inOneLine } from "../../tools/terminal/failure.js";
import { progressOn } from "../../tools/terminal/progress.js";
import { counted, secondsInWords, shownPath } from "../../tools/terminal/words.js";

function stream(isTTY: boolean, columns = 40): { stream: NodeJS.WriteStream; written: string[] } {
  const written: string[] = [];
  const write = (text: string) => written.push(text) > 0;
  return { stream: { isTTY, columns, write } as unknown as NodeJS.WriteStream, written };
}

test("progressOn(a terminal) draws one bar anew, no wider than the window", () => {
  vi.stubEnv("TERM", "xterm");
  const { stream: terminal, written } = stream(true);
  const progress = progressOn(terminal);
  progress.show(5, 10, "notebook 1 of 2, cell 5 of 10: nps");
  expect(written.join("")).toBe(`\r\u001b[2K${"█".repeat(14)}${"░".repeat(14)} notebook 1`);
  progress.say("done");
  expect(written.slice(-2)).toEqual(["\r\u001b[2K", "done\n"]);
  vi.unstubAllEnvs();
});

test("progressOn(a file or a dumb terminal) writes a line for each step, and none twice", () => {
  vi.stubEnv("TERM", "dumb");
  for (const isTTY of [true, false]) {
    const { stream: file, written } = stream(isTTY);
    const progress = progressOn(file);
    progress.show(0, 0, "downloading: 1 of 90", "downloading");
    progress.show(0, 0, "downloading: 2 of 90", "downloading");
    progress.clear();
    progress.say("done");
    expect(written).toEqual(["downloading\n", "done\n"]);
  }
  vi.unstubAllEnvs();
});

test("what somebody else said is one line without colours, and not endless", () => {
  expect(firstLine("\n\u001b[31mRangeError\u001b[0m: no\nat cell 3")).toBe("RangeError: no");
  expect(firstLine("x".repeat(500))).toHaveLength(300);
  expect(inOneLine("Unexpected token\n  in JSON\r\nat 3 ")).toBe("Unexpected token in JSON at 3");
});

test("words for counts, seconds and paths", () => {
  expect([counted(1, "notebook"), counted(0, "notebook")]).toEqual(["1 notebook", "0 notebooks"]);
  expect([3.21, 59.96, 64.4, 119.7].map(secondsInWords)).toEqual(["3.2 s", "1 min 0 s", "1 min 4 s", "2 min 0 s"]);
  expect(shownPath(`${process.cwd()}/reports`)).toBe("reports");
  expect(shownPath("/elsewhere/reports")).toBe("/elsewhere/reports");
});
