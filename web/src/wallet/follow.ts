// What becomes of a transaction whose form is gone, or which a node refused. Loaded when there is one.
import type { Rpc, Tx } from "../chain/rpc.js";
import { formatWhole } from "../money/amounts.js";
import { fromLog } from "./failures.js";
import { gone, untold } from "./inclusion.js";
import { fateOf, inVain } from "./life.js";
import type { End, Underway } from "./underway.js";

/** Milliseconds between two looks. */
const LOOK = 2_000;

/** Waits for its end. None where there is nothing to tell: a node refused it, and rightly. Throws nothing. */
export async function endOf(rpc: Pick<Rpc, "seek">, one: Pick<Underway, "signed" | "refused">, look = LOOK, enough?: number): Promise<End | undefined> {
  const vain = inVain(one.signed, look, enough);
  for (;;) {
    const fate = await fateOf(rpc, one.signed).catch(() => undefined);
    if (fate) return toldOf(fate, one);
    if (vain()) return one.refused ? undefined : { kind: "warn", text: untold(one.signed).message };
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}

function toldOf(fate: Tx | "void", { signed, refused }: Pick<Underway, "signed" | "refused">): End | undefined {
  if (fate !== "void" && fate.code === 0) {
    const block = formatWhole(fate.height);
    return refused ? { kind: "warn", text: `A node had refused it, and block ${block} has it all the same: it is done. Do not send it again.` }
      : { kind: "good", text: `It is done, in block ${block}.` };
  }
  if (refused) return undefined;
  return fate === "void" ? { kind: "warn", text: gone(signed).message } : { kind: "bad", text: fromLog(fate.log, signed.hash).message };
}
