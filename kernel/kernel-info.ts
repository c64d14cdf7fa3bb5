import type { Content } from "./message.js";

/** tslab's TypeScript: known without loading it. */
const TYPESCRIPT = "5.0.4";

export const KERNEL_INFO: Content = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "vafa",
  implementation_version: "0.1.0",
  language_info: {
    name: "typescript",
    version: TYPESCRIPT,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
    nbconvert_exporter: "script",
  },
  banner: `Vafa: TypeScript ${TYPESCRIPT} on Node ${process.versions.node}`,
  help_links: [],
  debugger: false,
};
