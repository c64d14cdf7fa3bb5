import { describe, expect, test } from "vitest";
import { cell, drive } from "./drive.js";
import { errorOf, outcomeOf } from "./read.js";

const ran = await drive({
  declared: cell(
    "const level = 0.95;\nlet total = 1;\nfunction twice(n: number) {\n  return 2 * n;\n}\nclass Customer {\n  constructor(readonly id: string) {}\n}\ninterface Row {\n  readonly n: number;\n}\nenum Segment {\n  Everyday,\n  Enthusiast,\n}\nconst { a, ...others } = { a: 1, b: 2 };",
  ),
  used: cell('[twice(level), new Customer("C1").id, Segment[1], a, others.b]'),
  typed: cell("const row: Row = { n: 'x' };"),
  shorthand: cell("const options = { level, nested: { total } };\noptions"),
  inFunction: cell("const made = [1, 2].map((n) => ({ n, level }));\nmade[1]"),
  taken: cell("({ total } = { total: 7 });\ntotal"),
  takenOrElse: cell("({ total = 9 } = {} as { total?: number });\ntotal"),
  shadowed: cell("((level: number) => ({ level }))(1)"),
  assigned: cell("total += 1;\ntotal"),
  again: cell('const level = "high";\nlevel.toUpperCase()'),
  changed: cell("function twice(n: number) {\n  return String(n).repeat(2);\n}\ntwice(4)"),
  twiceInOne: cell("const x = 1;\nconst x = 2;"),
  constant: cell("a = 2;"),
  awaited: cell("const later = await Promise.resolve({ level });\nlater"),
});

describe("what earlier cells declared", () => {
  test("is there in later ones: values, functions, classes, types, enums", () => {
    expect(outcomeOf(ran.used)).toBe("[ 1.9, 'C1', 'Enthusiast', 1, 2 ]");
    expect(errorOf(ran.typed)?.evalue).toBe("1:20 - Type 'string' is not assignable to type 'number'.");
  });

  test("can be a property in short: { level } (it was a ReferenceError)", () => {
    expect(outcomeOf(ran.shorthand)).toBe("{ level: 0.95, nested: { total: 1 } }");
    expect(outcomeOf(ran.inFunction)).toBe("{ n: 2, level: 0.95 }");
    expect(outcomeOf(ran.shadowed)).toBe("{ level: 1 }");
    expect(outcomeOf(ran.awaited)).toBe("{ level: 'high' }");
  });

  test("can be assigned where it is a let, in a pattern too; a const cannot", () => {
    expect(outcomeOf(ran.taken)).toBe("7");
    expect(outcomeOf(ran.takenOrElse)).toBe("9");
    expect(outcomeOf(ran.assigned)).toBe("10");
    expect(outcomeOf(ran.constant)).toBe("TypeScriptError: 1:1 - Cannot assign to 'a' because it is a constant.");
  });

  test("can be declared again in another cell, with another type; not in the same", () => {
    expect(outcomeOf(ran.again)).toBe("'HIGH'");
    expect(outcomeOf(ran.changed)).toBe("'44'");
    expect(errorOf(ran.twiceInOne)?.evalue).toMatch(/Cannot redeclare block-scoped variable 'x'/);
  });
});
