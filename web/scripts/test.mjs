// Unit tests: bundles test/*.test.ts with what they test, and runs them in Node.js.
import { spawnSync } from "node:child_process";
import { readdirSync, rmSync } from "node:fs";
import { build } from "esbuild";

rmSync("build", { recursive: true, force: true });
const tests = readdirSync("test").filter((name) => name.endsWith(".test.ts"));
await build({
  entryPoints: tests.map((name) => `test/${name}`), outdir: "build", bundle: true, platform: "node", format: "esm",
  packages: "external", sourcemap: "inline", logLevel: "warning",
});
const files = tests.map((name) => `build/${name.replace(/\.ts$/, ".js")}`);
process.exit(spawnSync(process.execPath, ["--enable-source-maps", "--test", ...files], { stdio: "inherit" }).status ?? 1);
