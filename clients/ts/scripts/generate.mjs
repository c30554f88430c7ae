// Writes dist/ from ../../schema and src/: `node scripts/generate.mjs`; with `--check`, compares instead.
import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { classes } from "./classes.mjs";
import { CONTRACTS, PACKAGE } from "./contracts.mjs";
import { types } from "./types.mjs";

const HEAD = "// Generated from schema/ by `npm run generate`.\n";

async function generate(folder) {
  rmSync(folder, { force: true, recursive: true });
  const made = await classes();
  for (const contract of Object.keys(CONTRACTS)) {
    const inside = join(folder, contract);
    mkdirSync(inside, { recursive: true });
    const write = (name, text) => writeFileSync(join(inside, name), HEAD + text);
    write("types.ts", await types(contract));
    write("client.ts", made[contract].client);
    write("messages.ts", made[contract].messages);
    write("index.ts", ["types", "client", "messages"].map((module) => `export * from "./${module}.js";\n`).join(""));
  }
}

function compile(outDir) {
  const tsc = join(PACKAGE, "node_modules", "typescript", "bin", "tsc");
  execFileSync(process.execPath, [tsc, "-p", PACKAGE, "--outDir", outDir], { stdio: "inherit" });
}

/** Path → text of every file in a folder. */
function files(folder) {
  if (!existsSync(folder)) return new Map();
  const paths = readdirSync(folder, { recursive: true }).filter((path) => statSync(join(folder, path)).isFile());
  return new Map(paths.sort().map((path) => [path, readFileSync(join(folder, path), "utf8")]));
}

const dist = join(PACKAGE, "dist");
/** The quotes' wasm is `cargo xtask ts`'s, so that the rest needs no Rust. */
const WASM = "quotes-wasm.js";
await generate(join(PACKAGE, "src", "generated"));
if (process.argv.includes("--check")) {
  const fresh = mkdtempSync(join(tmpdir(), "compute-amm-"));
  compile(fresh);
  const [made, committed] = [files(fresh), files(dist)];
  rmSync(fresh, { recursive: true });
  const names = [...new Set([...made.keys(), ...committed.keys()])];
  const stale = names.filter((name) => name !== WASM && made.get(name) !== committed.get(name));
  if (stale.length) {
    console.error(`${stale.map((name) => `dist/${name}`).join(", ")}: not what schema/ and src/ say; write it with \`npm run generate\` and commit it`);
    process.exit(1);
  }
  console.log("dist/ agrees with schema/ and src/");
} else {
  const wasm = files(dist).get(WASM);
  rmSync(dist, { force: true, recursive: true });
  compile(dist);
  if (wasm !== undefined) writeFileSync(join(dist, WASM), wasm);
  console.log("wrote dist/");
}
