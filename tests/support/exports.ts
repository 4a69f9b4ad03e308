import { readFileSync } from "node:fs";
import ts from "typescript";

/** The types as they are written; `""` where nothing is. */
export type ExportedFunction = { name: string; firstParameter: string; result: string };

/** The functions that a file exports, declared or assigned. */
export function exportedFunctions(file: string): ExportedFunction[] {
  const source = ts.createSourceFile(file, readFileSync(file, "utf8"), ts.ScriptTarget.Latest, true);
  return source.statements.flatMap((statement) => (isExported(statement) ? functionsOf(statement) : forwardOf(statement)));
}

function isExported(statement: ts.Statement): boolean {
  return ts.canHaveModifiers(statement) && (ts.getModifiers(statement) ?? []).some((modifier) => modifier.kind === ts.SyntaxKind.ExportKeyword);
}

function functionsOf(statement: ts.Statement): ExportedFunction[] {
  if (ts.isFunctionDeclaration(statement)) return [described(statement.name?.text, statement)];
  if (!ts.isVariableStatement(statement)) return [];
  return statement.declarationList.declarations.flatMap(({ name, initializer }) =>
    initializer && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer)) ? [described(name.getText(), initializer)] : [],
  );
}

/** `export { … }` hides what it exports: it is shown whole, as something that takes no viewer. */
function forwardOf(statement: ts.Statement): ExportedFunction[] {
  const isForward = ts.isExportDeclaration(statement) && !statement.isTypeOnly;
  return isForward ? [{ name: statement.getText(), firstParameter: "", result: "" }] : [];
}

function described(name: string | undefined, declaration: ts.SignatureDeclaration): ExportedFunction {
  const [first] = declaration.parameters;
  return { name: name ?? "default", firstParameter: first?.type?.getText() ?? "", result: declaration.type?.getText() ?? "" };
}
