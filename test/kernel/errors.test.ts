import { describe, expect, test } from "vitest";
import { alive, cell, cells, drive } from "./drive.js";
import { errorOf, outcomeOf, printed, resultOf, tracebackOf, typesOf } from "./read.js";

const ran = await drive({
  thrown: cell(
    'const share = 0.5;\nfunction half(n: number) {\n  throw new RangeError("half requires n > 0; got " + n);\n}\nhalf(-1);',
  ),
  half: cell('function third(n: number): number {\n  throw new RangeError("n is " + n);\n}'),
  across: cell("const before = 1;\n\nthird(3);"),
  afterAwait: cell("await null;\nconst text: string = null;\ntext.length;"),
  inAsync: cell(
    "async function late() {\n  await null;\n  throw new TypeError('in an async function');\n}\nawait late();",
  ),
  caused: cell('throw new Error("no table", { cause: new Error("no file") });'),
  notAnError: cell('throw { code: 7, why: "no reason" };'),
  ownClass: cell('class NoAnswers extends Error {\n  name = "NoAnswers";\n}\nthrow new NoAnswers("none");'),
  type: cell('const fine = 1;\nlet n: number = 2;\n  n = "two";'),
  types: cell("const a: string = 1;\nconst b: number = 'x';"),
  syntax: cell("const open = [1, 2;\n1"),
  unknown: cell("revenu + 1"),
  persian: cell('const نام = "وفا 😀"; نام.nothing;'),
  kept: cell("const sum = 3;"),
  failing: cell("const other = 4;\nthrow new Error('after other');"),
  keeps: cell("sum"),
  loses: cell("other"),
  exit: cell("console.log('before');\nprocess.exit(3);"),
  abort: cell("process.abort();"),
  reallyExit: cell("(process as any).reallyExit(1);"),
  exitLater: cell("setTimeout(() => process.exit(1), 1);\nawait new Promise((resolve) => setTimeout(resolve, 30));"),
  lives: alive(),
  still: cell("sum + 1"),
  together: cells(["throw new Error('first');", "'second'", "'third'"]),
  afterTogether: cell("'runs again'"),
  mayFail: cells(["throw new Error('may fail');", "'runs'"], false),
});

describe("an error in a cell", () => {
  test("is a message with name, text and the lines of the cell, with a caret under the place", () => {
    expect(errorOf(ran.thrown)).toEqual({
      ename: "RangeError",
      evalue: "half requires n > 0; got -1",
      traceback: [
        "RangeError: half requires n > 0; got -1",
        "",
        "cell 1, line 3, column 9, in half",
        "  1 | const share = 0.5;",
        "  2 | function half(n: number) {",
        '> 3 |   throw new RangeError("half requires n > 0; got " + n);',
        "    |         ^",
        "  4 | }",
        "  5 | half(-1);",
        "called from cell 1, line 5, column 1",
      ],
    });
  });

  test("is in the reply too", () => {
    expect(ran.thrown.reply).toMatchObject({ status: "error", execution_count: 1, ename: "RangeError" });
    expect(ran.thrown.reply).toMatchObject({ ...errorOf(ran.thrown) });
  });

  test("comes after busy and the cell's input, and nothing of it is printed", () => {
    expect(typesOf(ran.thrown)).toEqual(["status", "execute_input", "error"]);
  });

  test("in a function of an earlier cell names both cells", () => {
    expect(tracebackOf(ran.across)).toContain("cell 2, line 2, column 9, in third");
    expect(tracebackOf(ran.across)).toContain("called from cell 3, line 3, column 1");
  });

  test("after an await has its line; a value that is null says so", () => {
    expect(outcomeOf(ran.afterAwait)).toBe("TypeError: Cannot read properties of null (reading 'length')");
    expect(tracebackOf(ran.afterAwait)).toContain("cell 4, line 3, column 6");
    expect(tracebackOf(ran.inAsync)).toContain("cell 5, line 3, column 9, in late");
    expect(tracebackOf(ran.inAsync)).toContain("called from cell 5, line 5, column 1");
  });

  test("tells its causes, and what was thrown where it is no error", () => {
    expect(tracebackOf(ran.caused)).toContain("caused by Error: no file");
    expect(outcomeOf(ran.notAnError)).toBe("Error: thrown: { code: 7, why: 'no reason' }");
    expect(outcomeOf(ran.ownClass)).toBe("NoAnswers: none");
  });

  test("shows no file of the machinery", () => {
    for (const each of [ran.thrown, ran.across, ran.inAsync, ran.caused]) {
      expect(tracebackOf(each)).toContain("\ncell ");
      expect(tracebackOf(each)).not.toMatch(/node_modules|node:|tslab|\.cjs|\n\s+at /);
    }
  });
});

describe("a cell that does not compile", () => {
  test("tells line and column of a type error, with a caret", () => {
    expect(errorOf(ran.type)).toEqual({
      ename: "TypeScriptError",
      evalue: "3:3 - Type 'string' is not assignable to type 'number'.",
      traceback: [
        "TypeScriptError: 3:3 - Type 'string' is not assignable to type 'number'. [TS2322]",
        "  1 | const fine = 1;",
        "  2 | let n: number = 2;",
        '> 3 |   n = "two";',
        "    |   ^",
      ],
    });
  });

  test("tells all its errors, and how many in the first line", () => {
    expect(errorOf(ran.types)?.evalue).toBe("1:7 - Type 'number' is not assignable to type 'string'. (and 1 more)");
    expect(tracebackOf(ran.types)).toContain(
      "TypeScriptError: 2:7 - Type 'string' is not assignable to type 'number'.",
    );
  });

  test("is told of syntax errors, unknown names and names that are not Latin in the same way", () => {
    expect(errorOf(ran.syntax)?.evalue).toMatch(/^1:19 - ',' expected/);
    expect(outcomeOf(ran.unknown)).toBe("TypeScriptError: 1:1 - Cannot find name 'revenu'.");
    expect(errorOf(ran.persian)?.evalue).toMatch(/^1:27 - Property 'nothing' does not exist on type /);
  });
});

describe("after an error", () => {
  test("what earlier cells declared is kept; what the failed cell declared is not", () => {
    expect(errorOf(ran.failing)?.evalue).toBe("after other");
    expect(resultOf(ran.keeps)).toBe("3");
    expect(outcomeOf(ran.loses)).toBe("TypeScriptError: 1:1 - Cannot find name 'other'.");
  });

  test("cells that had been asked for already are aborted, and the next one runs", () => {
    expect(ran.together.map(({ reply }) => reply.status)).toEqual(["error", "aborted", "aborted"]);
    // A number would stand beside a cell that was never run.
    expect(ran.together.slice(1).map(({ reply }) => reply)).toEqual([{ status: "aborted" }, { status: "aborted" }]);
    expect(resultOf(ran.afterTogether)).toBe("'runs again'");
  });

  test("nothing is aborted where the cell was allowed to fail (stop_on_error false)", () => {
    expect(ran.mayFail.map(({ reply }) => reply.status)).toEqual(["error", "ok"]);
    expect(resultOf(ran.mayFail[1]!)).toBe("'runs'");
  });
});

describe("a cell that ends the process", () => {
  test("fails, with what it printed before, and the kernel lives on with its state", () => {
    expect(errorOf(ran.exit)).toMatchObject({ ename: "ExitError" });
    expect(errorOf(ran.exit)?.evalue).toMatch(/^process\.exit\(3\) was called in a cell/);
    expect(printed(ran.exit)).toBe("before\n");
    expect(ran.lives.alive).toBe(true);
    expect(resultOf(ran.still)).toBe("4");
  });

  test("fails the same by process.abort, by reallyExit and in a timer", () => {
    expect(errorOf(ran.abort)).toMatchObject({ ename: "ExitError" });
    expect(errorOf(ran.reallyExit)).toMatchObject({ ename: "ExitError" });
    expect(errorOf(ran.exitLater)).toMatchObject({ ename: "ExitError" });
  });
});
