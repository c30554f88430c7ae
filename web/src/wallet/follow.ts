// What becomes of a transaction whose form is gone, or has told that it is not done. Loaded when there is one.
import type { Rpc, Tx } from "../chain/rpc.js";
import { formatWhole } from "../money/amounts.js";
import { fromLog } from "./failures.js";
import { gone, untold } from "./inclusion.js";
import { fateOf, inVain, type Signed } from "./life.js";
import type { Doubt, End, Underway } from "./underway.js";

/** Milliseconds between two looks. */
const LOOK = 2_000;

/**
 * Waits for its end. None where there is no more to tell: it was told as failed, and that is so, or no node ever tells. `doubt` hears it when
 * no node has told for long: it is looked for as long again. Throws nothing.
 */
export async function endOf(
  rpc: Pick<Rpc, "seek">, { signed, doubted }: Pick<Underway, "signed" | "doubted">, doubt: (told: End) => void, look = LOOK, enough?: number,
): Promise<End | undefined> {
  for (let [vain, now] = [inVain(signed, enough), doubted]; ;) {
    const fate = await fateOf(rpc, signed).catch(() => "silent" as const);
    if (fate && fate !== "silent") return toldOf(fate, signed, now);
    if (vain(fate !== "silent")) {
      if (now) return undefined;
      [vain, now] = [inVain(signed, enough), "untold"];
      doubt({ kind: "warn", text: untold(signed).message });
    }
    await new Promise((resolve) => setTimeout(resolve, look));
  }
}

function toldOf(fate: Tx | "void", signed: Signed, doubted: Doubt): End | undefined {
  if (fate !== "void" && fate.code === 0) {
    const block = formatWhole(fate.height);
    return doubted ? { kind: "warn", text: `Block ${block} has it all the same: it is done. Do not send it again.` } : { kind: "good", text: `It is done, in block ${block}.` };
  }
  if (doubted === "failed") return undefined;
  return fate === "void" ? { kind: "warn", text: gone(signed).message } : { kind: "bad", text: fromLog(fate.log, signed.hash).message };
}
