import { expect, test } from "vitest";
import { cell, drive, type Ran } from "./drive.js";
import { displaysOf, outcomeOf, own, typesOf } from "./read.js";

const named = cell('import { load, progress } from "vafa";');
const reading = cell('const survey = await load("data/survey.csv", { progress: progress("reading") });\nvoid 0;');

/** Never pauses: works 700 ms, and tells of it as often as it can. */
const busy = cell(`const tell = progress("fitting");
const began = Date.now();
for (let ms = 0; ms < 700; ms = Date.now() - began) tell(ms, 700);
tell(700, 700);`);

const typing = await drive({ named, reading, busy }, { typing: true });
const headless = await drive({ named, reading, busy });

const shownBy = (ran: Ran) => displaysOf(ran).concat(displaysOf(ran, "update_display_data"));
const textsOf = (ran: Ran) => shownBy(ran).map(({ data }) => data["text/plain"]);
const outputsOf = (ran: Ran) => typesOf(ran).filter((type) => /display|result|stream/.test(type));

test("the progress of a cell is one display, and updates of the same display_id", () => {
  expect(outcomeOf(typing.busy)).toBe("");
  const [first, ...others] = outputsOf(typing.busy);
  expect(first).toBe("display_data");
  expect(others.length).toBeGreaterThanOrEqual(2);
  expect(new Set(others)).toEqual(new Set(["update_display_data"]));
  const ids = new Set(shownBy(typing.busy).map(({ transient }) => transient.display_id));
  expect([...ids]).toEqual([expect.stringMatching(/^vafa-progress-/)]);
  expect(textsOf(typing.busy).at(-1)).toBe("fitting: 100%");
});

test("load tells it how much of the file was read, up to the end", () => {
  expect(outcomeOf(typing.reading)).toBe("");
  expect(displaysOf(typing.reading)).toHaveLength(1);
  expect(textsOf(typing.reading).at(-1)).toBe("reading: 100%");
});

test("nothing of it is left where a notebook is executed without anybody looking on", () => {
  for (const ran of [headless.reading, headless.busy]) {
    expect(outcomeOf(ran)).toBe("");
    expect(outputsOf(ran)).toEqual([]);
    expect(own(ran).map(({ type }) => type)).toContain("execute_input");
  }
});
