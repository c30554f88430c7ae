// A user's `npm install`, of what is committed, with nothing built. It asks the configured registry for CosmJS.
import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { cpSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { test } from "node:test";

const USE = 'import { pool, toBigInt, uint128 } from "compute-amm"; console.log(typeof pool.PoolClient, toBigInt(uint128("5")));';
const npm = process.platform === "win32" ? "npm.cmd" : "npm";

/** Runs `npm install …` in a folder beside or above a copy of the package, then a program that imports it. */
function installed(folder: string, args: string[]): string {
  execFileSync(npm, ["install", "--no-audit", "--prefer-offline", ...args], { cwd: folder, stdio: "pipe" });
  writeFileSync(join(folder, "use.mjs"), USE);
  return execFileSync(process.execPath, ["use.mjs"], { cwd: folder, encoding: "utf8" }).trim();
}

test("npm installs the package from a checkout", () => {
  const checkout = mkdtempSync(join(tmpdir(), "compute-amm-"));
  try {
    const copy = join(checkout, "clients", "ts");
    mkdirSync(copy, { recursive: true });
    for (const path of ["package.json", "package-lock.json", ".npmrc", "dist"]) {
      cpSync(join(import.meta.dirname, "..", path), join(copy, path), { recursive: true });
    }
    assert.equal(installed(checkout, ["./clients/ts"]), "function 5n", "in the checkout");
    const app = join(checkout, "app");
    mkdirSync(app);
    writeFileSync(join(app, "package.json"), '{ "name": "app", "private": true }');
    rmSync(join(checkout, "node_modules"), { recursive: true });
    assert.equal(installed(app, ["--install-links", "../clients/ts"]), "function 5n", "in an app elsewhere");
  } finally {
    rmSync(checkout, { recursive: true });
  }
});
