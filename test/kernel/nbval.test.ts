import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { buildKernel } from "../../tools/build-kernel.js";
import { jupyterSurroundings, placesOf, ROOT } from "../../tools/setup/places.js";
import { argumentsOf } from "./drive.js";

const folder = mkdtempSync(join(tmpdir(), "vafa-nbval-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

interface Cell {
  readonly source: string;
  readonly outputs: readonly object[];
  readonly tags?: readonly string[];
}

const plain = (text: string, execution_count: number) => ({
  output_type: "execute_result",
  execution_count,
  data: { "text/plain": text },
  metadata: {},
});
const stdout = (text: string) => ({ output_type: "stream", name: "stdout", text });

/** A notebook as it is saved, with the outputs that running it again must give. */
function notebook(name: string, cells: readonly Cell[]): string {
  const file = join(folder, name);
  const saved = cells.map(({ source, outputs, tags = [] }, i) => ({
    cell_type: "code",
    id: `cell-${i + 1}`,
    execution_count: i + 1,
    metadata: { tags },
    source,
    outputs,
  }));
  const kernelspec = { name: "vafa", display_name: "TypeScript (Vafa)", language: "typescript" };
  writeFileSync(file, JSON.stringify({ nbformat: 4, nbformat_minor: 5, metadata: { kernelspec }, cells: saved }));
  return file;
}

/** What nbval says to a notebook. */
function validate(file: string): { readonly code: number | null; readonly said: string } {
  const call = spawnSync(placesOf(ROOT).python, ["-m", "pytest", "--nbval", "-q", "-p", "no:cacheprovider", file], {
    cwd: folder,
    encoding: "utf8",
    env: { ...jupyterSurroundings(ROOT), JUPYTER_PATH: folder, VAFA_HEADLESS: "1" },
  });
  return { code: call.status, said: `${call.stdout}${call.stderr}` };
}

beforeAll(async () => {
  await buildKernel();
  const spec = { argv: argumentsOf(ROOT), display_name: "TypeScript (Vafa)", language: "typescript" };
  mkdirSync(join(folder, "kernels", "vafa"), { recursive: true });
  writeFileSync(join(folder, "kernels", "vafa", "kernel.json"), JSON.stringify(spec));
});

const failing = {
  output_type: "error",
  ename: "RangeError",
  evalue: "too much",
  traceback: [
    "RangeError: too much",
    "",
    "cell 3, line 1, column 7",
    '> 1 | throw new RangeError("too much");',
    "    |       ^",
  ],
};

describe("nbval", () => {
  test("passes on a notebook whose outputs are those of the kernel, a cell that may fail included", () => {
    const { code, said } = validate(
      notebook("right.ipynb", [
        { source: 'import { npsFromCounts } from "vafa";', outputs: [] },
        { source: 'console.log("two");\n1 + 1', outputs: [stdout("two\n"), plain("2", 2)] },
        { source: 'throw new RangeError("too much");', outputs: [failing], tags: ["raises-exception"] },
        { source: '"after it"', outputs: [plain("'after it'", 4)] },
      ]),
    );
    expect(said).toContain("4 passed");
    expect(code).toBe(0);
  });

  test("fails where an output has changed", () => {
    const { code, said } = validate(notebook("changed.ipynb", [{ source: "1 + 1", outputs: [plain("3", 1)] }]));
    expect(said).toContain("1 failed");
    expect(code).toBe(1);
  });
});
