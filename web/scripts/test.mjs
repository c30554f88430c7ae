// Bundles tests with what they test, and runs them in Node.js: the unit tests in test/, or those of a folder in it, as in
// `node scripts/test.mjs e2e`. Some files run side by side, as most of their time they wait for blocks.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

const folder = ["test", ...process.argv.slice(2)].join("/");
// Of its own: two runs may go on at a time.
const built = `build/${process.pid}`;
const tests = readdirSync(folder).filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `${folder}/${name}`), outdir: built, bundle: true, platform: "node", format: "esm",
  packages: "external", sourcemap: "inline", logLevel: "warning",
});
/** Files beside which nothing runs: what leaves nobody to call for an hour, and what stops the node. */
const ALONE = ["calls.test.ts", "troubles.test.ts"];
const run = (names, concurrency) => names.length === 0 ? 0 : spawnSync(
  process.execPath,
  ["--enable-source-maps", "--test", `--test-concurrency=${concurrency}`, ...names.map((name) => `${built}/${name.replace(/\.ts$/, ".js")}`)],
  { stdio: "inherit" },
).status ?? 1;
const beside = run(tests.filter((name) => !ALONE.includes(name)), 2);
const alone = run(tests.filter((name) => ALONE.includes(name)), 1);
rmSync(built, { recursive: true, force: true });
process.exit(beside || alone);
