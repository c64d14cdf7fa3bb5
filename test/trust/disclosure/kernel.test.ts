import { afterAll, beforeAll, describe, expect, it } from "vitest";
import { cell, drive, type Ran } from "../../kernel/drive.js";

const WITHHELD = "Not shown in a shared report";
const SECRET = "zarafshan-4711";
const SAY = `import { say, table } from "vafa";\nawait say("the words of the author");`;

/** What a notebook can show past the functions of the project. */
const ASIDE = {
  printed: cell(`console.log("${SECRET}");`),
  warned: cell(`console.error("${SECRET}");`),
  value: cell(`"${SECRET}"`),
  frame: cell(`import { DataFrame } from "danfojs-node";\nnew DataFrame([{ word: "${SECRET}" }])`),
  displayed: cell(`import { display } from "tslab";\ndisplay.html("<b>${SECRET}</b>");`),
};

const shown = ({ messages }: Ran) =>
  JSON.stringify(messages.filter(({ type }) => type !== "execute_input").map(({ content }) => content));

describe("a kernel whose report is shared", () => {
  let ran: Awaited<ReturnType<typeof drive<typeof ASIDE & { said: typeof said; inner: typeof said }>>>;
  const said = cell(SAY);
  beforeAll(async () => {
    process.env.VAFA_SHARE = "10";
    ran = await drive({ said, ...ASIDE, inner: cell('import { display } from "vafa/notebook/display";') });
  }, 400_000);
  afterAll(() => {
    delete process.env.VAFA_SHARE;
  });

  it("shows what its author says", () => {
    expect(shown(ran.said)).toContain("the words of the author");
  });

  for (const name of Object.keys(ASIDE) as (keyof typeof ASIDE)[]) {
    it(`shows nothing that was ${name}: a sentence stands in its place`, () => {
      expect(ran[name].reply.status).toBe("ok");
      expect(shown(ran[name])).not.toContain(SECRET);
      expect(shown(ran[name])).toContain(WITHHELD);
    });
  }

  it("has no inner modules of the project", () => {
    expect(ran.inner.reply.status).toBe("error");
    expect(shown(ran.inner)).toContain("cannot be imported where the report is shared");
  });
});
