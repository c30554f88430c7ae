// Bundles tests with what they test, and runs them in Node.js: the unit tests in test/, or those of a folder in it, as in
// `node scripts/test.mjs e2e`, one file after the other.
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
const files = tests.map((name) => `${built}/${name.replace(/\.ts$/, ".js")}`);
const { status } = spawnSync(process.execPath, ["--enable-source-maps", "--test", "--test-concurrency=1", ...files], { stdio: "inherit" });
rmSync(built, { recursive: true, force: true });
process.exit(status ?? 1);
