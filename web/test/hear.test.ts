import assert from "node:assert/strict";
import { test } from "node:test";
import { hear } from "../src/ui/hear.js";

test("of a quote that each block renews one hears that it is there, and that it is beyond the limit", () => {
  const quote = (question: string, ...costs: readonly [bigint, bigint][]) => ({ question, costs: costs.map(([now, limit]) => ({ now, limit })) });
  const ready = hear(undefined, quote("one", [100n, 110n]));
  assert.match(ready?.text ?? "", /ready/);
  assert.equal(hear(ready, quote("one", [109n, 120n])), ready, "within the limit that was heard of");
  const dearer = hear(ready, quote("one", [111n, 122n]));
  assert.match(dearer?.text ?? "", /more than your limit/);
  assert.equal(hear(dearer, quote("one", [120n, 132n])), dearer);
  assert.match(hear(dearer, quote("two", [5n, 6n]))?.text ?? "", /ready/);
  assert.equal(hear(dearer, undefined), undefined);
  assert.match(hear(dearer, { ...quote("one", [120n, 132n]), short: true })?.text ?? "", /hold less/);
  // What it brings, and the least of it.
  const sold = hear(undefined, quote("sale", [-50n, -45n], [-10n, -9n]));
  assert.equal(hear(sold, quote("sale", [-46n, -41n], [-11n, -10n])), sold);
  assert.match(hear(sold, quote("sale", [-50n, -45n], [-8n, -7n]))?.text ?? "", /more than your limit/);
});
