import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Ts } from "./compiler-host.js";

function calledName(ts: Ts, expression: TypeScript.Expression): string {
  return ts.isCallExpression(expression) ? expression.expression.getText().replace(/\s/g, "") : "";
}

/** Calls that are made for their effect, though they return something. */
const FOR_EFFECT = new Set([
  "setTimeout",
  "setInterval",
  "setImmediate",
  "process.stdout.write",
  "process.stderr.write",
]);

/** Whether a cell ends in an expression whose value is not what the cell is about: `total = 3`, `count++`, a timer. */
export function endsSilently(ts: Ts, source: string): boolean {
  const file = ts.createSourceFile("cell.ts", source, ts.ScriptTarget.ES2022, true);
  const last = file.statements.at(-1);
  if (last === undefined || !ts.isExpressionStatement(last)) return false;
  let { expression } = last;
  while (ts.isParenthesizedExpression(expression)) expression = expression.expression;
  if (ts.isBinaryExpression(expression)) {
    const { kind } = expression.operatorToken;
    return kind >= ts.SyntaxKind.FirstAssignment && kind <= ts.SyntaxKind.LastAssignment;
  }
  if (ts.isPrefixUnaryExpression(expression) || ts.isPostfixUnaryExpression(expression)) {
    return expression.operator === ts.SyntaxKind.PlusPlusToken || expression.operator === ts.SyntaxKind.MinusMinusToken;
  }
  return FOR_EFFECT.has(calledName(ts, expression));
}
