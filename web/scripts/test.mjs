// Bundles tests with what they test, and runs them in Node.js: the unit tests in test/, or those of a folder in it, as in
// `node scripts/test.mjs e2e`. Some files run side by side, as most of their time they wait for blocks.
import { spawn } from "node:child_process";
import { existsSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { build } from "esbuild";

const folder = ["test", ...process.argv.slice(2)].join("/");
// Of its own: two runs may go on at a time.
const built = `build/${process.pid}`;
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `${folder}/${name}`), outdir: built, bundle: true, platform: "node", format: "esm",
  packages: "external", sourcemap: "inline", logLevel: "warning",
});
/** What waits for a quarter of an hour, and is written once it has ended. */
const LONG = ["calls.test.ts"];
/** What stops the node: nothing runs beside it. */
const ALONE = ["troubles.test.ts"];
/** What failed in each run. */
const reports = [];
async function run(names, concurrency, stdio = "inherit") {
  if (names.length === 0) return 0;
  const files = names.map((name) => `${built}/${name.replace(/\.ts$/, ".js")}`);
  const failures = `${built}/failures-${names[0]}.txt`;
  reports.push(failures);
  const reporters = [["tap", "stdout"], ["./scripts/failures.mjs", failures]].flatMap(([name, to]) => [`--test-reporter=${name}`, `--test-reporter-destination=${to}`]);
  const child = spawn(process.execPath, ["--enable-source-maps", "--test", `--test-concurrency=${concurrency}`, ...reporters, ...files], { stdio: ["ignore", stdio, "inherit"] });
  const said = [];
  child.stdout?.on("data", (bytes) => said.push(bytes));
  const code = await new Promise((end) => child.on("close", end));
  process.stdout.write(Buffer.concat(said));
  return code ?? 1;
}
const long = run(tests.filter((name) => LONG.includes(name)), 1, "pipe");
const beside = await run(tests.filter((name) => ![...LONG, ...ALONE].includes(name)), 2);
const failed = [beside, await long, await run(tests.filter((name) => ALONE.includes(name)), 1)].find((code) => code !== 0);
// At the end, as what came after a failure may be long.
for (const report of reports.filter(existsSync)) process.stdout.write(readFileSync(report));
rmSync(built, { recursive: true, force: true });
process.exit(failed ?? 0);
