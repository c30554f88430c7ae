// Refuses what the compiler does not: amounts that pass through floating-point numbers, files that hold more than one idea,
// versions that float, addresses of registries.
//
// A number is allowed where the line above says why: `// no-float: <reason>`. `--list` prints these lines.
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import ts from "typescript";

const MOST_LINES = 300;
/** Places pixels; nothing that it makes is shown as a figure. */
const CHARTS = "src/chart/";
const faults = [];
const allowed = [];

for (const file of filesIn("src")) {
  const text = readFileSync(file, "utf8");
  const lines = text.split("\n");
  if (lines.length > MOST_LINES) faults.push(`${file}: expected at most ${MOST_LINES} lines, got ${lines.length}`);
  if (file.startsWith(CHARTS)) continue;
  const source = ts.createSourceFile(file, text, ts.ScriptTarget.Latest, true);
  for (const { node, what } of floats(source)) {
    const line = source.getLineAndCharacterOfPosition(node.getStart()).line;
    const reason = /\/\/ no-float: (.+)$/.exec(lines[line - 1] ?? "")?.[1];
    if (reason) allowed.push(`${file}:${line + 1}: ${what}: ${reason}`);
    else faults.push(`${file}:${line + 1}: ${what} makes a number: amounts are bigint. If it is none, say so above: // no-float: <reason>`);
  }
  if (/innerHTML/.test(text)) faults.push(`${file}: innerHTML would run what others wrote`);
}

const { dependencies, devDependencies } = JSON.parse(readFileSync("package.json", "utf8"));
for (const [name, version] of Object.entries({ ...dependencies, ...devDependencies })) {
  if (!/^(\d+\.\d+\.\d+|file:.*)$/.test(version)) faults.push(`package.json: expected an exact version of ${name}, got ${version}`);
}
for (const [, address] of readFileSync("package-lock.json", "utf8").matchAll(/"resolved": "([^"]*)"/g)) {
  if (!address.startsWith("file:")) faults.push(`package-lock.json: expected no address of a registry, got ${address}`);
}

if (process.argv.includes("--list")) console.log(allowed.join("\n"));
if (faults.length > 0) {
  console.error(faults.join("\n"));
  process.exit(1);
}
console.log(`checked: no amount is a number (${allowed.length} numbers that are no amounts), no file over ${MOST_LINES} lines`);

function filesIn(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    const path = join(folder, entry.name);
    return entry.isDirectory() ? filesIn(path) : /\.tsx?$/.test(path) ? [path] : [];
  });
}

/** What turns something into a number, or rounds one. */
function floats(source) {
  const found = [];
  const visit = (node) => {
    const what = floating(node);
    if (what) found.push({ node, what });
    ts.forEachChild(node, visit);
  };
  visit(source);
  return found;
}

function floating(node) {
  if (ts.isPrefixUnaryExpression(node) && node.operator === ts.SyntaxKind.PlusToken) return "unary plus";
  if (ts.isPropertyAccessExpression(node)) {
    const name = node.name.text;
    if (ts.isIdentifier(node.expression) && node.expression.text === "Math") return `Math.${name}`;
    if (["parseFloat", "parseInt", "toFixed", "toPrecision", "toExponential"].includes(name)) return `.${name}`;
  }
  // As a function it may also be handed on: `map(Number)`.
  if (ts.isIdentifier(node) && ["Number", "parseFloat", "parseInt"].includes(node.text)) {
    const isMember = ts.isPropertyAccessExpression(node.parent);
    if (!isMember && !ts.isTypeReferenceNode(node.parent)) return node.text;
  }
  return undefined;
}
