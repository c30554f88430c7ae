// What one agrees to by looking at a quote, and what one hears of it.
import assert from "node:assert/strict";
import { test } from "node:test";
import { agree, isBeyond, standing, worseBps, type Agreed, type Offer } from "../src/money/agreed.js";
import { hear } from "../src/ui/hear.js";

const offer = (question: string, ...costs: readonly [bigint, bigint][]): Offer => ({ question, costs: costs.map(([now, limit]) => ({ now, limit })) });

test("the worst case follows a better price, and never becomes worse by itself", () => {
  const first = agree(undefined, offer("one", [100n, 110n]));
  assert.deepEqual(first, { question: "one", first: [100n], limits: [110n] } satisfies Agreed);
  const dearer = agree(first, offer("one", [109n, 120n]));
  assert.deepEqual(dearer.limits, [110n]);
  assert.equal(isBeyond(dearer, offer("one", [110n, 121n])), false);
  assert.equal(isBeyond(dearer, offer("one", [111n, 122n])), true);
  const cheaper = agree(dearer, offer("one", [90n, 99n]));
  assert.deepEqual(cheaper, { question: "one", first: [100n], limits: [99n] });
  assert.equal(isBeyond(cheaper, offer("one", [100n, 110n])), true, "what was the price at first is beyond the limit of a better one");
  assert.deepEqual(agree(cheaper, offer("two", [100n, 110n])).limits, [110n]);
});

test("what is being signed stands, whatever is offered meanwhile, and the price is followed again after it", () => {
  const pressed = standing(undefined, "one", offer("one", [100n, 110n]), undefined);
  assert.equal(standing(pressed, "one", offer("one", [90n, 99n]), pressed), pressed, "a rival sells");
  assert.equal(standing(pressed, "one", offer("one", [120n, 132n]), pressed), pressed, "a rival buys");
  assert.equal(standing(pressed, "one", undefined, pressed), pressed, "the node is away");
  const other = standing(pressed, "two", offer("two", [7n, 8n]), pressed);
  assert.deepEqual(other.agreed?.limits, [8n], "something else is typed");
  assert.equal(standing(other, "one", offer("one", [90n, 99n]), pressed), pressed, "and the same again");
  const after = standing(pressed, "one", offer("one", [120n, 132n]), undefined);
  assert.deepEqual([after.agreed?.limits, isBeyond(after.agreed!, after.offer!)], [[110n], true]);
  assert.deepEqual(standing(pressed, "one", offer("one", [90n, 99n]), undefined).agreed?.limits, [99n]);
  assert.deepEqual(standing(pressed, "one", undefined, undefined), { offer: undefined, agreed: pressed.agreed }, "it comes again with the next answer");
});

test("so does the least of what something brings", () => {
  const first = agree(undefined, offer("sale", [-50n, -45n], [-10n, -9n]));
  assert.deepEqual(agree(first, offer("sale", [-60n, -54n], [-9n, -8n])).limits, [-54n, -9n]);
  assert.equal(isBeyond(first, offer("sale", [-46n, -41n], [-11n, -10n])), false);
  assert.equal(isBeyond(first, offer("sale", [-50n, -45n], [-8n, -7n])), true);
});

test("a move is told in basis points of what it was at first, of several the worst", () => {
  const first = agree(undefined, offer("one", [1_000n, 1_010n], [-200n, -190n]));
  assert.equal(worseBps(first, offer("one", [1_003n, 1_013n], [-200n, -190n])), 30n);
  assert.equal(worseBps(first, offer("one", [990n, 999n], [-199n, -190n])), 50n);
  assert.equal(worseBps(first, offer("one", [990n, 999n], [-210n, -199n])), -100n);
  assert.equal(worseBps(agree(undefined, offer("nothing", [0n, 0n])), offer("nothing", [5n, 5n])), 0n);
});

test("of a quote that each block renews one hears that it is there, and that it is beyond the limit", () => {
  const ready = hear(undefined, { question: "one", beyond: false });
  assert.match(ready?.text ?? "", /ready/);
  assert.equal(hear(ready, { question: "one", beyond: false }), ready);
  const dearer = hear(ready, { question: "one", beyond: true });
  assert.match(dearer?.text ?? "", /beyond your limit/);
  assert.equal(hear(dearer, { question: "one", beyond: true }), dearer);
  const back = hear(dearer, { question: "one", beyond: false });
  assert.equal(back?.text, "");
  assert.match(hear(back, { question: "one", beyond: true })?.text ?? "", /beyond your limit/);
  assert.match(hear(dearer, { question: "two", beyond: false })?.text ?? "", /ready/);
  assert.equal(hear(dearer, undefined), undefined);
  assert.match(hear(dearer, { question: "one", beyond: true, short: true })?.text ?? "", /hold less/);
});
