import assert from "node:assert/strict";
import { test } from "node:test";
import { agreeing } from "../src/pages/shared/answer.js";

test("an answer counts for the question that it answers, and for no other one", () => {
  const came = { key: '{"max_0":"10"}', value: 7n };
  assert.equal(agreeing(came, '{"max_0":"10"}')?.value, 7n);
  assert.equal(agreeing(came, '{"max_0":"1000"}'), undefined, "somebody typed on");
  assert.equal(agreeing(came, undefined), undefined, "nothing is asked");
  assert.equal(agreeing(undefined, "{}"), undefined, "nothing came yet");
  assert.equal(agreeing({ key: "{}", error: "no pool" }, "{}")?.error, "no pool");
});
