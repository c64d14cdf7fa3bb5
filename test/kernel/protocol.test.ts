import { describe, expect, test } from "vitest";
import { Wire } from "../../kernel/message.js";
import { ask, cell, drive, isComplete } from "./drive.js";
import { displaysOf, own, resultOf, typesOf } from "./read.js";

const ran = await drive(
  {
    info: ask("kernel_info"),
    comms: ask("comm_info"),
    first: cell("'one'"),
    silent: cell("'nothing of this is told'", { silent: true }),
    failing: cell("throw new Error('counts too');"),
    third: cell("'three'"),
    empty: cell(""),
    comment: cell("// nothing to do"),
    history: ask("history"),
    whole: isComplete("const a = 1;"),
    open: isComplete("function f() {"),
    openText: isComplete("const a = ["),
  },
  { typing: true },
);

const countOf = (each: (typeof ran)["first"]) =>
  own(each).find(({ type }) => type === "execute_input")?.content.execution_count;

describe("the kernel's messages", () => {
  test("count the cells, in the input, the result and the reply; a failed cell counts", () => {
    expect([ran.first, ran.failing, ran.third].map(countOf)).toEqual([1, 2, 3]);
    expect([ran.first, ran.failing, ran.third].map(({ reply }) => reply.execution_count)).toEqual([1, 2, 3]);
    expect(displaysOf(ran.third, "execute_result")[0]).toMatchObject({ execution_count: 3 });
  });

  test("begin with busy and the cell's code", () => {
    expect(typesOf(ran.first)).toEqual(["status", "execute_input", "execute_result"]);
    const [busy, input] = own(ran.first);
    expect(busy?.content).toEqual({ execution_state: "busy" });
    expect(input?.content).toEqual({ code: "'one'", execution_count: 1 });
    expect(ran.first.reply).toMatchObject({ status: "ok", payload: [], user_expressions: {} });
  });

  test("of a silent request are none, and it does not count", () => {
    expect(typesOf(ran.silent)).toEqual(["status"]);
    expect(ran.silent.reply).toMatchObject({ status: "ok" });
  });

  test("of an empty cell are those of a cell without a result", () => {
    for (const each of [ran.empty, ran.comment]) {
      expect(typesOf(each)).toEqual(["status", "execute_input"]);
      expect(each.reply.status).toBe("ok");
    }
  });

  test("say what kernel this is", () => {
    expect(ran.info.content).toMatchObject({
      status: "ok",
      protocol_version: "5.3",
      implementation: "vafa",
      language_info: { name: "typescript", file_extension: ".ts", mimetype: "text/typescript" },
    });
  });

  test("say that there are no widgets, in the form that clients read", () => {
    expect(ran.comms.content).toEqual({ status: "ok", comms: {} });
  });

  test("tell what was run", () => {
    expect(ran.history.content).toEqual({
      status: "ok",
      history: [
        [0, 4, ""],
        [0, 5, "// nothing to do"],
      ],
    });
  });

  test("tell whether a line may be run or goes on", () => {
    expect(ran.whole.content).toEqual({ status: "complete" });
    expect(ran.open.content).toEqual({ status: "incomplete", indent: "  " });
    expect(ran.openText.content.status).toBe("incomplete");
  });

  test("keep the state of the cells before", () => {
    expect(resultOf(ran.third)).toBe("'three'");
  });
});

describe("Wire", () => {
  const frames = new Wire("secret").write("execute_request", { code: "1" }, null).map((frame) => Buffer.from(frame));

  test("reads what it has written", () => {
    expect(new Wire("secret").read(frames)).toMatchObject({ content: { code: "1" }, header: { username: "kernel" } });
  });

  test("reads nothing that is not signed with the connection's key, or was changed on its way", () => {
    expect(new Wire("other").read(frames)).toBeNull();
    const changed = frames.map((frame, i) => (i === frames.length - 1 ? Buffer.from('{"code":"2"}') : frame));
    expect(new Wire("secret").read(changed)).toBeNull();
    expect(new Wire("secret").read(frames.slice(0, 3))).toBeNull();
  });
});
