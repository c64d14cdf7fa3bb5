import { mkdirSync, readdirSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { outputFolder } from "../../tools/report/output-folder.js";
import { WrongUsage } from "../../tools/terminal/failure.js";
import { temporaryFolder } from "../datasets/temporary-folder.js";

const { folder } = temporaryFolder();
const base = join(folder, "work");
const outside = join(folder, "outside");
mkdirSync(join(base, "there"), { recursive: true });
mkdirSync(outside);
writeFileSync(join(base, "file"), "");
symlinkSync(outside, join(base, "out-link"));
symlinkSync(join(folder, "nowhere"), join(base, "dangling"));
symlinkSync(join(base, "there"), join(base, "in-link"));

test("a folder inside this one is taken, whether it is there or not, and nothing is made of it yet", () => {
  for (const asked of ["there", "new", "new/deep/er", "./there", "there/", "in-link/x", "گزارش", "..may"])
    expect(outputFolder(asked, base)).toBe(join(base, asked));
  expect(readdirSync(base).sort()).toEqual(["dangling", "file", "in-link", "out-link", "there"]);
});

test("an absolute path, '..', a link that leads out or nowhere, a file and the folder itself are refused by name", () => {
  const refused = {
    [join(base, "there")]: "absolute path",
    "/": "absolute path",
    "..": "'..'",
    "../outside": "'..'",
    "there/../../outside": "'..'",
    "there\\..\\..": "'..'",
    "out-link": "link",
    "out-link/deeper": "link",
    dangling: "leads nowhere",
    "dangling/x": "leads nowhere",
    file: "is a file",
    "file/x": "is a file",
    ".": "this very folder",
    "": "requires a name",
    "a\0b": "requires a name",
  };
  for (const [asked, why] of Object.entries(refused)) {
    expect(() => outputFolder(asked, base), asked).toThrow(WrongUsage);
    expect(() => outputFolder(asked, base), asked).toThrow(why);
  }
  expect(readdirSync(outside)).toEqual([]);
});

test("a place that nothing can be written to is refused, whoever asks", () => {
  expect(() => outputFolder("reports", "/proc")).toThrow("nothing can be written to /proc");
});
