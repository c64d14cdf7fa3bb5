import { createRequire } from "node:module";
import type * as typescript from "typescript";

let compiler: typeof typescript | undefined;

/** The compiler that the kernel has too, once something is translated: the one for development need not be installed. */
function loaded(): typeof typescript {
  compiler ??= createRequire(import.meta.url)("@tslab/typescript-for-tslab") as typeof typescript;
  return compiler;
}

/** A text in the code of a cell: a string, or a template with expressions in it. */
export interface Literal {
  /** As a translator reads it: the string, or what stands between the backticks. */
  readonly text: string;
  readonly kind: "string" | "template";
  readonly from: number;
  readonly until: number;
  /** What stands in `${…}`, in order. */
  readonly expressions: readonly string[];
}

function literalOf(node: typescript.Node, code: string): Literal | null {
  const ts = loaded();
  const [from, until] = [node.getStart(), node.getEnd()];
  if (ts.isStringLiteral(node)) return { text: node.text, kind: "string", from, until, expressions: [] };
  if (ts.isNoSubstitutionTemplateLiteral(node))
    return { text: code.slice(from + 1, until - 1), kind: "template", from, until, expressions: [] };
  if (!ts.isTemplateExpression(node)) return null;
  const expressions = node.templateSpans.map(({ expression }) => expression.getText());
  return { text: code.slice(from + 1, until - 1), kind: "template", from, until, expressions };
}

/** All texts of a cell, also those inside the expressions of another. */
export function literalsOf(code: string): Literal[] {
  const ts = loaded();
  const source = ts.createSourceFile("cell.ts", code, ts.ScriptTarget.ES2022, true);
  const found: Literal[] = [];
  const visit = (node: typescript.Node) => {
    const literal = literalOf(node, code);
    if (literal) found.push(literal);
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

/** The expressions of a template that is given as what stands between its backticks. */
export function expressionsOf(template: string): readonly string[] {
  return literalsOf(`\`${template}\``)[0]?.expressions ?? [];
}
