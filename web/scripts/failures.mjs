// A reporter of Node.js' tests: what failed, and why. Of suites it says nothing, as what failed in them is told; of what
// Node.js itself called, neither.
export default async function* failures(source) {
  for await (const { type, data: { name, file, line, details } } of source) {
    if (type !== "test:fail" || details.type === "suite") continue;
    const { error } = details;
    const words = `${error.cause?.stack ?? error.stack ?? error}`.split("\n").filter((one) => !/^\s+at .*\bnode:/.test(one));
    yield `FAILED: ${name} (${file}:${line})\n${words.join("\n").trimEnd()}\n\n`;
  }
}
