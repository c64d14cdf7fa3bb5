import type * as TypeScript from "@tslab/typescript-for-tslab";
import type { Ts } from "./compiler-host.js";

/** The file in which tslab declares what earlier cells left. */
const isOfEarlierCells = (file: string) => file.endsWith("/__prev__.d.ts");

/**
 * `{ level }` as `{ level: exports.level }` where `level` is of an earlier cell: tslab finds its variables wherever they
 * are used but there.
 */
export function writtenOut(
  ts: Ts,
  checker: TypeScript.TypeChecker,
): TypeScript.TransformerFactory<TypeScript.SourceFile> {
  const isEarlier = (node: TypeScript.ShorthandPropertyAssignment) => {
    const original = ts.getOriginalNode(node);
    const declarations = checker.getShorthandAssignmentValueSymbol(original)?.declarations ?? [];
    return declarations.some((declaration) => isOfEarlierCells(declaration.getSourceFile().fileName));
  };
  return (context) => {
    const { factory } = context;
    const visit = (node: TypeScript.Node): TypeScript.Node => {
      if (!ts.isShorthandPropertyAssignment(node) || !isEarlier(node)) return ts.visitEachChild(node, visit, context);
      const name = node.name.text;
      const variable = factory.createPropertyAccessExpression(factory.createIdentifier("exports"), name);
      const { objectAssignmentInitializer: otherwise } = node;
      const value = otherwise
        ? factory.createAssignment(variable, ts.visitNode(otherwise, visit) as TypeScript.Expression)
        : variable;
      return ts.setSourceMapRange(factory.createPropertyAssignment(name, value), node);
    };
    return (file) => ts.visitEachChild(file, visit, context);
  };
}
