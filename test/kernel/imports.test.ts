import { describe, expect, test } from "vitest";
import { ROOT } from "../../tools/setup/places.js";
import { cell, complete, drive, inspect } from "./drive.js";
import { errorOf, outcomeOf, resultOf, tracebackOf } from "./read.js";

const ran = await drive(
  {
    folder: cell("process.cwd()"),
    vafa: cell('import { nps, npsFromCounts } from "vafa";\ntypeof nps'),
    called: cell("npsFromCounts({ promoters: 120, passives: 60, detractors: 40 }).overall.n"),
    wrongOption: cell('await nps(null as never, { scores: "recommend" });'),
    wrongName: cell('import { npss } from "vafa";'),
    everything: cell('import * as vafa from "vafa";\nObject.keys(vafa).includes("nps")'),
    deep: cell('import { npsFromCounts as counted } from "vafa/metrics/nps/nps";\ncounted === npsFromCounts'),
    dynamic: cell('const { points } = await import("vafa");\ntypeof points'),
    inVafa: cell('const { npsSampleSize } = await import("vafa");\nnpsSampleSize({ margin: -3 } as never);'),
    completed: complete("npsFrom"),
    exported: complete('import { npsFr } from "vafa"', 14),
    option: complete("await nps([], { sc })", 18),
    persian: complete('const نام = "😀😀"; npsFrom'),
    inspected: inspect("npsFromCounts", 3),
    afterEmoji: inspect('"😀😀"; npsFromCounts', 10),
    unknownName: inspect("  ", 1),
    broken: complete("class { ] ((", 11),
    esmOnly: cell('import { decodeHTML } from "entities";\ndecodeHTML("a &lt; b")'),
    esmDynamic: cell('const { encodeXML } = await import("entities");\nencodeXML("<")'),
    esmTyped: cell('const wrong: number = decodeHTML("x");'),
    builtIn: cell('import { join } from "node:path";\nimport fs from "fs";\n[join("a", "b"), typeof fs.readFileSync]'),
    json: cell('import manifest from "./package.json";\nmanifest.private'),
    danfo: cell('import * as dfd from "danfojs-node";\nnew dfd.DataFrame({ a: [1] }).constructor === dfd.DataFrame'),
    absent: cell('import { x } from "no-such-package";'),
    required: cell('const { npsFromCounts: again } = require("vafa");\nagain === npsFromCounts'),
    awaited: cell("await (async () => 'done')()"),
    parenthesis: cell("const five = await (Promise.resolve(5));\nfive"),
    forAwait: cell("const seen: number[] = [];\nfor await (const n of [Promise.resolve(1), 2]) seen.push(n);\nseen"),
    inBlock: cell("if (five === 5) {\n  await null;\n}\nfive + 1"),
    newer: cell("[3, 1, 2].findLast((n) => n > 1)"),
    module: cell("/** @module tariffs */\nexport const tariff: number = 7;"),
    moduleUsed: cell('import { tariff } from "./tariffs";\ntariff'),
    moduleWrong: cell('/** @module wrong */\nexport const price: number = "seven";'),
  },
  { typing: true },
);

const found = (each: (typeof ran)["inspected"]) => String(each.content.data["text/plain"]);

describe("vafa in a cell", () => {
  test("is there whatever folder the kernel is started in", () => {
    expect(outcomeOf(ran.folder)).toBe(`'${ROOT}'`);
    expect(resultOf(ran.vafa)).toBe("'function'");
    expect(resultOf(ran.called)).toBe("220");
  });

  test("has its types: a wrong option and a wrong name do not compile", () => {
    expect(errorOf(ran.wrongOption)?.evalue).toMatch(
      /^1:28 - .*NpsOptions'\. .*'scores' does not exist in type 'NpsOptions'/,
    );
    expect(errorOf(ran.wrongName)?.evalue).toMatch(/^1:10 - .*has no exported member.*'npss'/);
  });

  test("can be imported whole, by module, later and by require, and is one", () => {
    for (const each of [ran.everything, ran.deep, ran.required]) expect(outcomeOf(each)).toBe("true");
    expect(outcomeOf(ran.dynamic)).toBe("'function'");
  });

  test("that throws shows the line that called it, and no file of the machinery", () => {
    expect(errorOf(ran.inVafa)?.evalue).toMatch(/^npsSampleSize requires /);
    expect(tracebackOf(ran.inVafa)).toContain("> 2 | npsSampleSize({ margin: -3 } as never);");
    expect(tracebackOf(ran.inVafa)).not.toMatch(/node_modules|node:|tslab|\.cjs|\n\s+at /);
  });

  test("is completed: names, exports, options; the cursor counts characters, not their halves", () => {
    expect(ran.completed.content).toMatchObject({ matches: ["npsFromCounts"], cursor_start: 0, cursor_end: 7 });
    expect(ran.exported.content.matches).toContain("npsFromCounts");
    expect(ran.option.content.matches).toContain("score");
    expect(ran.persian.content).toMatchObject({ matches: ["npsFromCounts"], cursor_start: 18, cursor_end: 25 });
  });

  test("is explained: its type and its documentation", () => {
    expect(found(ran.inspected)).toContain("function npsFromCounts(");
    expect(found(ran.inspected)).toMatch(/\n\n\w.*\w/);
    expect(found(ran.afterEmoji)).toContain("function npsFromCounts(");
    expect(ran.unknownName.content).toMatchObject({ found: false });
  });

  test("what cannot be completed has an answer all the same", () => {
    expect(ran.broken.content).toMatchObject({ status: "ok" });
  });
});

describe("other packages in a cell", () => {
  test("that are nothing but ES modules are imported and run, with types", () => {
    expect(outcomeOf(ran.esmOnly)).toBe("'a < b'");
    expect(outcomeOf(ran.esmDynamic)).toBe("'&lt;'");
    expect(errorOf(ran.esmTyped)?.evalue).toBe("1:7 - Type 'string' is not assignable to type 'number'.");
  });

  test("of Node, of danfo and JSON of the project work", () => {
    expect(outcomeOf(ran.builtIn)).toBe("[ 'a/b', 'function' ]");
    expect(outcomeOf(ran.json)).toBe("true");
    expect(outcomeOf(ran.danfo)).toBe("true");
  });

  test("that are not installed are an error with the name", () => {
    expect(errorOf(ran.absent)?.evalue).toMatch(/^1:19 - Cannot find module 'no-such-package'/);
  });

  test("written in a cell (@module) can be imported by the next; one with an error fails", () => {
    expect(outcomeOf(ran.module)).toBe("");
    expect(outcomeOf(ran.moduleUsed)).toBe("7");
    expect(errorOf(ran.moduleWrong)?.evalue).toMatch(/2:14 - Type 'string' is not assignable to type 'number'/);
  });
});

test("the library is that of ES2023", () => {
  expect(outcomeOf(ran.newer)).toBe("2");
});

describe("await outside of functions", () => {
  test("works in all its forms", () => {
    expect(outcomeOf(ran.awaited)).toBe("'done'");
    expect(outcomeOf(ran.parenthesis)).toBe("5");
    expect(outcomeOf(ran.forAwait)).toBe("[ 1, 2 ]");
    expect(outcomeOf(ran.inBlock)).toBe("6");
  });
});
