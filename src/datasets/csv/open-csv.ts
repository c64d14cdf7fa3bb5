import { decoderOf, encodingOf } from "../encoding.js";
import { type FileBytes, fileBytes, type Progress } from "../file-bytes.js";
import type { Issues } from "../issues.js";
import type { Encoding, Layout } from "../schema.js";
import { FaultList } from "./fault-list.js";
import { faultsIn } from "./faults.js";
import { type Header, readHeader } from "./header.js";
import { BYTE_ORDER_MARK } from "./records.js";
import { Window } from "./window.js";

/** A CSV file whose header was read; the window stands at the first record. */
export interface OpenCsv {
  readonly file: FileBytes;
  readonly encoding: Encoding;
  readonly window: Window;
  readonly faults: FaultList;
  readonly header: Header;
}

/** The header must be text; a broken one leaves nothing to bind a schema to. */
function checkHeader(window: Window, issues: Issues): void {
  const [first] = faultsIn(window.bytes, 0, window.at);
  if (first === undefined) return;
  const what = first.rule === "nul" ? "a NUL byte, which no text has" : "bytes that are no UTF-8";
  issues.file({ rule: first.rule, message: `the header holds ${what}` });
}

async function opened(file: FileBytes, layout: Layout, issues: Issues): Promise<OpenCsv | null> {
  const first = await file.first();
  if (first.length === 0) {
    issues.file({ rule: "empty", message: "the file is empty" });
    return null;
  }
  const encoding = encodingOf(first, layout.encoding, issues);
  if (encoding === null) return null;
  const isMarked = layout.encoding !== undefined || first.subarray(0, 3).equals(BYTE_ORDER_MARK);
  const decoder = decoderOf(encoding);
  if (decoder !== null) file.decode(decoder);
  const window = new Window(file, first.length);
  await window.fill();
  const faults = new FaultList(window, issues, encoding !== "utf-8" || isMarked);
  if (!faults.look(1)) return null;
  const header = await readHeader(window, layout, issues);
  if (header === null) return null;
  checkHeader(window, issues);
  faults.upTo(window.at);
  return issues.isReadable() ? { file, encoding, window, faults, header } : null;
}

/** Opens a CSV file and reads its header; `use` has it until it is closed again. Null when the issues say why not. */
export async function withCsv<T>(
  path: string,
  layout: Layout,
  progress: Progress | undefined,
  issues: Issues,
  use: (csv: OpenCsv) => Promise<T>,
): Promise<T | null> {
  const file = await fileBytes(path, progress);
  try {
    const csv = await opened(file, layout, issues);
    return csv === null ? null : await use(csv);
  } finally {
    await file.close();
  }
}
