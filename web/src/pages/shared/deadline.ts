// Whether a wait is over, by the rule of the contracts (packages/api/src/deadline.rs): its seconds must have passed, and the blocks
// that a chain makes in them; and a wait for somebody to take a job begins anew where a pause of accepting is lifted. The contracts
// answer with the plain time alone, so where the rest is not known the page says so and offers both sides of it. Pure.
import type { jobMarket } from "compute-amm";
import type { Mark } from "../../chain/clock.js";

/** After its seconds a wait lasts at most this much longer, however few blocks were made. */
const LONGEST_HALT = 30 * 86_400;

/** A wait of a contract, as far as it is known. */
export interface Wait {
  /** Unix seconds, as the contract answers: before it nothing is over. */
  readonly deadline: number;
  /** The block in which it began, the height now, and the usual time between blocks as the contract has it. */
  readonly blocks?: { readonly begun: Mark; readonly height: number; readonly millis: number } | undefined;
  /** Of a wait for somebody to take a job: whether accepting is paused, and whether it is known that it never was. */
  readonly taker?: { readonly paused: boolean; readonly never?: boolean | undefined } | undefined;
}

/** Whether a wait is over; `perhaps` where its plain time is, and nobody here knows how long the chain stood still, or accepting was paused. */
export type Over = "no" | "perhaps" | "yes";

/** See {@link Over}; `now` is in Unix seconds. What was awaited is taken unless it is `yes`; what ends the wait is taken unless it is `no`. */
export function overOf({ deadline, blocks, taker }: Wait, now: number): Over {
  if (taker?.paused || now < deadline) return "no";
  if (taker && !taker.never) return "perhaps";
  if (now >= deadline + LONGEST_HALT) return "yes";
  if (!blocks) return "perhaps";
  const { begun, height, millis } = blocks;
  // A chain that restarted lower counts all of its blocks.
  const made = height >= begun.height ? height - begun.height : height;
  return made * millis >= (deadline - begun.time) * 1_000 ? "yes" : "no";
}

const halted = (taker: boolean) => `If the chain stood still${taker ? ", or accepting was paused," : ""} meanwhile`;

/** Said beside what was awaited, where its time is over `perhaps`. */
export const stillTaken = (taker: boolean) => `The time is over. ${halted(taker)}, the contract still takes this.`;

/** Said beside what ends such a wait. */
export const maybeEarly = (taker: boolean) => `${halted(taker)}, this may be too early: then the contract refuses it, and nothing happens.`;

/** The event of the job-market with which the wait of a job's state begins. */
export const BEGINS: Readonly<Partial<Record<jobMarket.JobState, string>>> = {
  open: "request_job", untaken: "untaken_job", called: "call_job", assigned: "accept_job", awaiting_input: "request_data", submitted: "submit_result",
  disputed: "dispute_result", challenged: "challenge_result",
};

/** Whether a job in such a state waits for somebody to take it. */
export const forTaker = (state: string) => state === "open" || state === "untaken" || state === "called";
