// What one can do with a job now, what it takes, and what it leads to. Pure: who may do what and when is the contract's rule
// (docs/client.md, docs/economics.md); the contract refuses what the page should not have offered.
import { toBigInt, type jobMarket, type verifierGateway } from "compute-amm";
import { least } from "../../money/ratio.js";
import { forTaker, maybeEarly, overOf, stillTaken, type Over } from "../shared/deadline.js";
import { outcomeOf } from "../shared/outcome.js";
import { begunOf, type Happening, type JobNow } from "./story.js";

/** A message about a job. */
export type ActionKind = "cancel" | "call" | "approve" | "dispute" | "challenge" | "answer" | "timeout" | "tell";

/** Something that can be done now. */
export interface Action {
  readonly kind: ActionKind;
  /** What its button says. */
  readonly label: string;
  /** What it costs and leads to, in sentences. */
  readonly what: string;
  /** NET that comes with it, base units; null if nothing does. */
  readonly bond: bigint | null;
  /** What happened by it, once a block has it. */
  readonly done: string;
  /** It gives something up. */
  readonly danger?: boolean;
  /** Something else is what most people want. */
  readonly minor?: boolean;
  /** Why the contract may refuse it, though it is offered. */
  readonly doubt?: string;
}

/** What actions depend on beside the job. */
export interface Around {
  /** Who looks; undefined: nobody is connected. */
  readonly me: string | undefined;
  /** Unix seconds. */
  readonly now: number;
  /** The height now, and the chain's usual time between blocks. */
  readonly chain?: { readonly height: number; readonly millis: number } | undefined;
  /** What became of it so far, as far as it is known. */
  readonly story?: readonly Happening[];
  /** Whether accepting is paused in its class. */
  readonly paused: boolean;
  readonly method: verifierGateway.MethodResponse | undefined;
  /** What of the take is kept if it expires now, NET base units. */
  readonly kept: bigint;
  /** Writes NET with its unit. */
  readonly net: (amount: bigint) => string;
}

const sum = (amount: jobMarket.Uint128 | null | undefined) => (amount ? toBigInt(amount) : 0n);

/** Whether the wait of an open job is over. */
export function jobOver({ job, neverPaused }: JobNow, open: Pick<jobMarket.OpenJob, "deadline">, { now, chain, story = [], paused }: Pick<Around, "now" | "chain" | "story" | "paused">): Over {
  const begun = begunOf(story, job.state);
  return overOf({
    deadline: open.deadline, blocks: begun && chain && { begun, ...chain }, taker: forTaker(job.state) ? { paused, never: neverPaused } : undefined,
  }, now);
}

/** Everything that can be done now by whoever looks. */
export function actionsOf(state: JobNow, around: Around): Action[] {
  const { job } = state;
  const open = job.open;
  if (!open) return job.callback ? [tell(job.callback)] : [];
  const { me, paused, net } = around;
  const mine = me === open.owner;
  const over = jobOver(state, open, around);
  const taker = forTaker(job.state);
  // What was awaited, and what ends the wait: both are offered where nobody here knows which one the contract takes.
  const late = over === "perhaps" ? { doubt: stillTaken(taker) } : {};
  const early = over === "perhaps" ? { doubt: maybeEarly(taker) } : {};
  const standard = open.template !== null && open.template !== undefined;
  const kind = around.method?.params.kind;
  const stopped = around.method?.disabled === true;
  const take = toBigInt(open.take);
  const back = toBigInt(open.tip) > 0n ? "Credits and tip" : "The credits";
  const actions: Action[] = [];

  if ((job.state === "open" ? over !== "no" : job.state === "untaken" && !paused) && standard && !stopped && (mine || (open.anyone_may_call && me !== undefined))) {
    actions.push({
      ...early, kind: "call", label: "Call the job", bond: null, done: "The job is called. The debtor has its time to accept now; if it does not, you get damages.",
      what: `The first debtor of the class that fits must serve it. If it does not, the credits are gone and its client gets damages of at least ${net(toBigInt(open.min_damages))}, the take and the tip. If none fits, the call is refused. An input goes onto the chain with the call, where everybody can read it.`,
    });
  }
  if (mine && job.state === "submitted" && kind && "client_approval" in kind && over !== "yes" && !stopped) {
    const bond = sum(open.dispute_bond);
    actions.push(
      { ...late, kind: "approve", label: "Approve the result", bond: null, done: "The provider is paid. The job is over.",
        what: "The provider is paid: the credits and the tip are its own, the take the protocol's. It cannot be undone." },
      { ...late, kind: "dispute", label: "Dispute the result", bond, danger: true, done: "The result is disputed. The arbiter has its time to judge now.",
        what: `The arbiter judges. If it finds the result false, you have everything back and the bond; if it says nothing, too, but for the used part of the take. If it finds the result right, the provider is paid and the bond burns.` },
    );
  }
  if (me !== undefined && job.state === "submitted" && kind && "optimistic" in kind && over !== "yes" && !stopped) {
    const party = mine || me === open.payer || me === open.provider;
    actions.push({
      ...late, kind: "challenge", label: "Challenge the result", bond: sum(open.challenge_bond), danger: true, done: "The result is challenged. A proof must come in time, or it was fraud.",
      what: `Somebody must prove the result then. If no proof comes in time, it was fraud, and the bond comes back${party ? "" : ", with the reporter's part of the provider's lock"}. If it is proven, the bond is lost.`,
    });
  }
  if (me !== undefined && job.state === "awaiting_input" && over !== "yes") {
    actions.push({
      ...late, kind: "answer", label: "Bring the input", bond: null, done: "The input is on the chain. The provider works on.",
      what: `The ${open.data_request?.chunk === null || open.data_request?.chunk === undefined ? "input" : "chunk"} goes onto the chain, where everybody can read it. The job's owner earns the provider's bond of ${net(sum(open.data_request?.bond))}. Unanswered, the job ends: credits and tip come back, the take is kept.`,
    });
  }
  if (me !== undefined && (over !== "no" || stopped)) actions.push({ ...timeout(state, open, around), ...(stopped ? {} : early) });
  if (mine && (job.state === "open" || job.state === "untaken") && (paused || (job.state === "open" && over !== "yes"))) {
    actions[over === "no" ? "unshift" : "push"]({
      ...late, kind: "cancel", label: "Withdraw the job", bond: null, danger: true, done: "The job is withdrawn. What came back is in your account.",
      what: paused ? `Accepting is paused, so nobody could take it: ${back.toLowerCase()} and the whole take (${net(take)}) come back to your account. Should accepting go on before that, the take is kept.`
        : `${back} come back to your account. The take (${net(take)}) is kept.`,
    });
  }
  return actions;
}

function tell({ contract }: jobMarket.Callback): Action {
  return {
    kind: "tell", label: "Tell the contract of the end", bond: null, done: "The contract was told.",
    what: `The request names the contract ${contract}, which is to hear of the end. Anyone may have it told, once. If it refuses, nothing changes.`,
  };
}

/** What ends a wait that has passed. */
function timeout({ job, call }: JobNow, open: jobMarket.OpenJob, { method, net, kept }: Around): Action {
  const { what, records } = outcomeOf(job.state, open, method, {
    kept: net(least(kept, toBigInt(open.take))), damages: call ? net(least(toBigInt(call.held), toBigInt(call.value))) : undefined,
  });
  const end = { kind: "timeout", bond: null, what } as const;
  return records ? { ...end, label: "Record that nobody took it", minor: true, done: "It is recorded. The job can be called, or ended in 10 minutes." }
    : { ...end, label: "End the job", done: "The job is ended. What came back is in its owner's account." };
}

/** What a job waits for, in words; its deadline is `open.deadline`. */
export function waitOf({ job }: Pick<JobNow, "job">, method: verifierGateway.MethodResponse | undefined): string {
  const kind = method?.params.kind;
  switch (job.state) {
    case "open": return "Waits for a provider to accept it";
    case "untaken": return "Waits for somebody to call it";
    case "called": return "Waits for the called debtor to accept it";
    case "assigned": return "The provider works on it";
    case "awaiting_input": return "Waits for somebody to bring the input";
    case "submitted":
      if (kind && "client_approval" in kind) return "Waits for its client's word; silence approves";
      if (kind && "optimistic" in kind) return "Can be challenged; else it is paid";
      return "Waits for a verdict";
    case "disputed": return "Waits for the arbiter";
    case "challenged": return "Waits for a proof";
    default: return "";
  }
}
