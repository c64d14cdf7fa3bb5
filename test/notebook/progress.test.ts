import { execFileSync } from "node:child_process";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { language } from "../../src/language/language.js";
import { progress } from "../../src/notebook/progress.js";
import { sentOutputs } from "./sent-outputs.js";

const sent = sentOutputs();
const texts = () => sent.all.map(({ data }) => data["text/plain"]);
const ids = () => sent.all.map(({ transient }) => transient?.display_id);

/** Tells `tell` of steps that take so many milliseconds each; resolves when what was shown has arrived. */
async function work(tell: (done: number, total: number) => void, done: readonly number[], total: number, each: number) {
  for (const step of done) {
    tell(step, total);
    vi.advanceTimersByTime(each);
  }
  await new Promise(setImmediate);
}

beforeEach(() => vi.useFakeTimers({ toFake: ["performance"] }));
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllEnvs();
});

describe("progress(what)", async () => {
  test("is one output that is drawn in place: the first shows it, the others take its place", async () => {
    await work(progress("reading"), [0, 1, 2, 3, 4], 4, 250);
    expect(texts()).toEqual(["reading: 0%", "reading: 25%", "reading: 50%", "reading: 75%", "reading: 100%"]);
    expect(sent.all.map(({ update }) => update)).toEqual([false, true, true, true, true]);
    expect(new Set(ids()).size).toBe(1);
    expect(sent.last()["text/html"]).toBe(
      '<div dir="auto"><progress value="100" max="100"></progress> reading: 100%</div>',
    );
  });

  test("is drawn five times a second at most, however often it is told, and always at the end", async () => {
    const steps = Array.from({ length: 1001 }, (_, i) => i);
    await work(progress("fitting"), steps, 1000, 1);
    expect(texts()).toEqual([
      "fitting: 0%",
      "fitting: 20%",
      "fitting: 40%",
      "fitting: 60%",
      "fitting: 80%",
      "fitting: 100%",
    ]);
  });

  test("says what is left once that can be told: after two seconds, from how long the part that is done took", async () => {
    await work(progress("fitting"), [0, 10, 25, 99, 100], 100, 1500);
    expect(texts()).toEqual([
      "fitting: 0%",
      "fitting: 10%",
      "fitting: 25%, about 9 s left",
      "fitting: 99%, about 1 s left",
      "fitting: 100%",
    ]);
    await work(progress("fitting"), [0, 1], 1000, 1000 * 10);
    expect(texts().at(-1)).toBe("fitting: 0%, about 167 min left");
  });

  test("counts where there is no total; shows an end that is told twice once, and begins a new output after it", async () => {
    const tell = progress("rows");
    await work(tell, [0, 1200], 0, 300);
    expect(texts()).toEqual(["rows: 0 so far", "rows: 1,200 so far"]);
    expect(sent.last()["text/html"]).toContain("<progress></progress>");
    await work(tell, [2, 3, 2, 1], 2, 300);
    expect(new Set(ids()).size).toBe(2);
    expect(sent.all.map(({ update }) => update)).toEqual([false, true, true, false]);
  });

  test("shows nothing where nobody looks on: a committed notebook does not hang on how fast a machine is", async () => {
    vi.stubEnv("VAFA_HEADLESS", "1");
    await work(progress("reading"), [0, 1, 2], 2, 300);
    expect(sent.all).toEqual([]);
  });

  test("speaks Persian where that was chosen, in Persian digits", async () => {
    await language("fa");
    try {
      await work(progress("خواندن"), [0, 25, 50], 100, 3000);
      expect(texts()).toEqual([
        "خواندن: ۰\u200f٪",
        "خواندن: ۲۵\u200f٪، حدود ۹ ثانیه مانده",
        "خواندن: ۵۰\u200f٪، حدود ۶ ثانیه مانده",
      ]);
    } finally {
      await language("en");
    }
  });

  test("keeps what is done as text: it brings no mark-up into the page", async () => {
    await work(progress("<b>&"), [1], 2, 1);
    expect(sent.last()["text/html"]).toContain(" &lt;b>&amp;: 50%");
  });

  test("refuses what can be no progress", () => {
    const tell = progress("reading");
    expect(() => tell(-1, 10)).toThrow(new TypeError("progress requires two numbers from 0; got -1 of 10"));
    expect(() => tell(Number.NaN, 10)).toThrow("got NaN of 10");
    expect(sent.all).toEqual([]);
  });

  test("writes nothing into the output of a script: its line is for a terminal alone", () => {
    const module = join(import.meta.dirname, "../../src/notebook/progress.ts");
    const script = `import { progress } from ${JSON.stringify(module)}; progress("reading")(1, 2); console.log("read");`;
    const args = ["--import", "tsx", "--input-type=module", "-e", script];
    const env = { ...process.env, VAFA_HEADLESS: "" };
    expect(execFileSync(process.execPath, args, { encoding: "utf8", env, stdio: "pipe" })).toBe("read\n");
  });
});
