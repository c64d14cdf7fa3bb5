import type { Content } from "./message.js";

/** tslab's TypeScript: known without loading it. */
export const TYPESCRIPT_VERSION = "5.0.4";

export const KERNEL_INFO: Content = {
  status: "ok",
  protocol_version: "5.3",
  implementation: "vafa",
  implementation_version: "0.1.0",
  language_info: {
    name: "typescript",
    version: TYPESCRIPT_VERSION,
    mimetype: "text/typescript",
    file_extension: ".ts",
    pygments_lexer: "typescript",
    codemirror_mode: { name: "javascript", mode: "typescript", typescript: true },
    nbconvert_exporter: "script",
  },
  banner: `Vafa: TypeScript ${TYPESCRIPT_VERSION} on Node ${process.versions.node}`,
  help_links: [],
  debugger: false,
};
