import assert from "node:assert/strict";
import { test } from "node:test";
import { agreeing, Asking } from "../src/pages/shared/answer.js";

test("an answer counts for the question that it answers, and for no other one", () => {
  const came = { key: '{"max_0":"10"}', value: 7n };
  assert.equal(agreeing(came, '{"max_0":"10"}')?.value, 7n);
  assert.equal(agreeing(came, '{"max_0":"1000"}'), undefined, "somebody typed on");
  assert.equal(agreeing(came, undefined), undefined, "nothing is asked");
  assert.equal(agreeing(undefined, "{}"), undefined, "nothing came yet");
  assert.equal(agreeing({ key: "{}", error: "no pool" }, "{}")?.error, "no pool");
});

test("blocks that come faster than answers drop none of them", () => {
  const asking = new Asking();
  const first = asking.begins("one job")!;
  assert.equal(asking.begins("one job"), undefined, "a block comes, and another one");
  assert.equal(asking.begins("one job"), undefined);
  assert.equal(asking.ends(first), "again", "the answer counts, and the next question is asked");
  assert.equal(asking.ends(asking.begins("one job")!), "keep", "no block came meanwhile");
});

test("an answer to what is asked no more is dropped, though the same is asked again", () => {
  const asking = new Asking();
  const one = asking.begins("one job")!;
  const two = asking.begins("two jobs")!;
  assert.equal(asking.ends(one), "drop", "somebody typed on");
  const back = asking.begins("one job")!;
  assert.equal(asking.ends(two), "drop");
  assert.equal(asking.ends(one), "drop");
  assert.equal(asking.ends(back), "keep");
  const last = asking.begins("one job")!;
  asking.stops();
  assert.equal(asking.ends(last), "drop", "nothing is asked");
});
