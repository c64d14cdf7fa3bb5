import { mkdirSync, writeFileSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join } from "node:path";
import { deflateRawSync } from "node:zlib";
import { beforeEach, describe, expect, it } from "vitest";
import { requireNothingSecret } from "../../../tools/report/share/require-nothing-secret.js";
import type { Notebook } from "../../../tools/run/notebook.js";
import { ROOT } from "../../../tools/setup/places.js";
import { temporaryFolder } from "../../datasets/temporary-folder.js";
import { figure } from "../sized.js";

const { folder } = temporaryFolder();
/** Put together here, so that no scanner of sources takes this file for a leak. */
const glued = (...parts: string[]) => parts.join("");
const ENV = { VAFA_TRINO_PASSWORD: 'pa"ss<w&ord', MY_SECRET: "canary-77aa31", PATH: "/usr/bin", API_KEY: "on" };

/** What must be found, by what a message calls it. */
const CANARIES: readonly (readonly [kind: string, text: string])[] = [
  ["the value of VAFA_TRINO_PASSWORD", ENV.VAFA_TRINO_PASSWORD],
  ["the value of MY_SECRET", ENV.MY_SECRET],
  ["the home folder", `${homedir()}/data/survey.csv`],
  ["the folder of this project", `${ROOT}/data/survey.csv`],
  ["the folder for passing files", join(tmpdir(), "answers.csv")],
  ["a home folder", "/home/sara/answers.csv"],
  ["a home folder", "C:\\Users\\sara\\answers.csv"],
  ["a private key", glued("-----BEGIN RSA PRIV", "ATE KEY-----\nMIIE")],
  ["an access key of AWS", glued("AK", "IAIOSFODNN7EXAMPLE")],
  ["a token of GitHub", glued("gh", "p_16C7e42F292c6912E7710c838347Ae178B4a")],
  ["a token of GitLab", glued("glp", "at-abcdefghij0123456789")],
  ["a token of npm", glued("np", "m_abcdefghij0123456789abcdefghij012345")],
  ["a token of Slack", glued("xo", "xb-123456789012-abcdefghijkl")],
  ["a web token (JWT)", glued("ey", "JhbGciOiJIUzI1NiJ9.ey", "JzdWIiOiIxMjM0NTY3ODkwIn0.dozjgNryP4J3jVmNHl0w5N")],
  ["an address with a password", glued("postgres://sara:hun", "ter2@db.example.com/answers")],
];

const PERSONAL: readonly (readonly [kind: string, text: string])[] = [
  ["personal data (e-mail)", "ask sara@example.com"],
  ["personal data (phone)", "call 0912 345 6789"],
  ["personal data (national number)", "کد ملی ۰۰۸۴۵۷۵۹۴۸"],
];

const entity = (text: string) =>
  text.replace(/&/g, "&amp;").replace(/</g, "&lt;").replace(/>/g, "&gt;").replace(/"/g, "&quot;");

/** A ZIP file of one compressed entry, as workbooks and decks are. */
function zipOf(name: string, text: string): Buffer {
  const [data, title] = [deflateRawSync(Buffer.from(text)), Buffer.from(name)];
  const [local, central, end] = [Buffer.alloc(30), Buffer.alloc(46), Buffer.alloc(22)];
  local.writeUInt32LE(0x04034b50, 0);
  local.writeUInt16LE(8, 8);
  local.writeUInt32LE(data.length, 18);
  local.writeUInt16LE(title.length, 26);
  central.writeUInt32LE(0x02014b50, 0);
  central.writeUInt16LE(8, 10);
  central.writeUInt32LE(data.length, 20);
  central.writeUInt16LE(title.length, 28);
  end.writeUInt32LE(0x06054b50, 0);
  end.writeUInt16LE(1, 10);
  end.writeUInt32LE(30 + title.length + data.length, 16);
  return Buffer.concat([local, title, data, central, title, end]);
}

const notebookOf = (type: string, shown: unknown, source = "say(1)"): Notebook =>
  ({
    cells: [
      { cell_type: "code", source, metadata: {}, outputs: [{ output_type: "display_data", data: { [type]: shown } }] },
    ],
    metadata: {},
  }) as unknown as Notebook;

const CLEAN = notebookOf("text/plain", "NPS is +31 (29 to 33), from 5,270 answers of 2026-05");
const executed = (notebook: Notebook) => [{ place: { stem: "recommendation" }, notebook } as never];

let count = 0;
let out = "";
beforeEach(() => {
  out = join(folder, `report-${count++}`);
  mkdirSync(out);
  writeFileSync(join(out, "index.html"), "<p>NPS is +31</p>");
});

function refusal(notebook = CLEAN): string {
  try {
    requireNothingSecret(out, executed(notebook), ENV);
    return "";
  } catch (error) {
    return (error as Error).message;
  }
}

/** The ways into a report, each a file or a notebook. */
const WAYS: Readonly<Record<string, (text: string) => Notebook>> = {
  "a page": (text) => {
    writeFileSync(join(out, "recommendation.html"), `<td>${entity(text)}</td>`);
    return CLEAN;
  },
  "data in a page": (text) => {
    writeFileSync(
      join(out, "recommendation.html"),
      `<script type="application/json">${JSON.stringify({ text })}</script>`,
    );
    return CLEAN;
  },
  "figures as data": (text) => {
    writeFileSync(join(out, "01-nps.csv"), `segment,n\n${text},10\n`);
    return CLEAN;
  },
  "a workbook": (text) => {
    writeFileSync(join(out, "recommendation.xlsx"), zipOf("xl/sharedStrings.xml", `<t>${entity(text)}</t>`));
    return CLEAN;
  },
  "a notebook's output": (text) => notebookOf("text/markdown", `said ${text}`),
  "a figure": (text) => notebookOf("application/vnd.plotly.v1+json", { data: [{ customdata: [[text]] }] }),
  "a parameter": (text) => notebookOf("text/plain", "fine", `let data = ${JSON.stringify(text)};`),
};

describe("a report that would be shared", () => {
  it("passes without secrets", () => {
    expect(refusal()).toBe("");
  });

  for (const [way, plant] of Object.entries(WAYS)) {
    it(`is refused with any secret in ${way}, by kind and file, without the secret`, (context) => {
      const found = CANARIES.map(([kind, text]) => {
        const message = refusal(plant(text));
        return message.startsWith("nothing was written") && message.includes(kind) && !message.includes(text);
      });
      const missed = CANARIES.filter((_, i) => !found[i]).map(([kind]) => kind);
      figure(context, {
        what: `Secrets planted in ${way} that pass`,
        cases: CANARIES.length,
        found: String(missed.length),
        bar: "0",
        held: missed.length === 0,
      });
      expect(missed).toEqual([]);
    });
  }

  it("is refused with personal data in what a notebook shows", () => {
    for (const [kind, text] of PERSONAL) {
      const message = refusal(notebookOf("text/plain", text));
      expect(message).toContain(kind);
      expect(message).not.toContain(text);
    }
  });

  it("is refused for the name of a file too; a value too short to be a secret is none", () => {
    writeFileSync(join(out, `${ENV.MY_SECRET}.csv`), "n\n10\n");
    expect(refusal()).toContain("the name of a file holds the value of MY_SECRET");
    expect(refusal()).not.toContain("API_KEY");
  });
});
