import assert from "node:assert/strict";
import { test } from "node:test";
import { linkOf, seen } from "../src/ui/untrusted.js";

test("nothing that others wrote hides, or turns what stands beside it", () => {
  assert.equal(seen("gpu.example:22"), "gpu.example:22");
  assert.equal(seen("наш сервер, 我们"), "наш сервер, 我们");
  assert.equal(seen("evil\u202egnp.exe"), "evil\\u{202e}gnp.exe");
  assert.equal(seen("a\nb\u0085c\u200bd\u2066e\ufefff\u{e0041}g\ud800"), "a\\u{a}b\\u{85}c\\u{200b}d\\u{2066}e\\u{feff}f\\u{e0041}g\\u{d800}");
});

test("a link says where it leads, where its text does not", () => {
  assert.deepEqual(linkOf("https://gpus.example"), { href: "https://gpus.example/", host: null });
  assert.deepEqual(linkOf("HTTPS://GPUs.example/a?b"), { href: "https://gpus.example/a?b", host: null });
  assert.equal(linkOf("http://gpus.example:8080/a")?.host, null);
  assert.equal(linkOf("https://bank.example@evil.example/")?.host, "evil.example");
  assert.equal(linkOf("https://bank.example\\@evil.example/")?.host, "bank.example", "its path begins at the backslash");
  assert.equal(linkOf("https://bаnk.example/")?.host, "xn--bnk-6cd.example");
  assert.equal(linkOf("javascript:alert(1)"), null);
  assert.equal(linkOf("ipfs://abc"), null);
  assert.equal(linkOf("https://"), null);
});
