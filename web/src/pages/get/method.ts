// Verification methods in plain words: who judges a result, what one waits for, what silence means.
import { toBigInt, type verifierGateway } from "compute-amm";
import { formatBps } from "../../money/amounts.js";
import { formatDuration } from "../../money/time.js";

type Method = verifierGateway.MethodResponse;

/** A method as a client sees it. */
export interface MethodWords {
  /** `1 · attested, two of three`. */
  readonly name: string;
  /** Who decides that a result is right. */
  readonly judge: string;
  /** What happens when a result comes. */
  readonly result: string;
  /** What happens if nobody says anything. */
  readonly silence: string;
  /** What is never judged, where there is such a gap. */
  readonly gap?: string;
}

const PROOFS = { risc_zero: "RISC Zero", groth16: "Groth16", sp1: "SP1" } as const;

/** A method in words. `net` writes an amount of NET with its unit. */
export function wordsOf(method: Method, methods: readonly Method[], terms: { verdictWithin: number; disputeBond: bigint; net: (amount: bigint) => string }): MethodWords {
  const { kind } = method.params;
  const name = `${method.method} · ${method.params.name}`;
  const within = formatDuration(terms.verdictWithin);
  const refund = `If no verdict comes within ${within}, credits and tip come back, and of the take what was not used up.`;
  if ("attestation" in kind) {
    const { threshold, keys } = kind.attestation;
    return {
      name, judge: `${threshold} of ${keys.length} attestors sign that the result is right.`,
      result: "With enough signatures it is paid at once. Signatures that it is false take the provider's whole lock.", silence: refund,
    };
  }
  if ("client_approval" in kind) {
    const arbiter = methods.find((one) => one.method === kind.client_approval.arbiter);
    return {
      name, judge: "You decide.",
      result: `You approve it, or dispute it with a bond of ${terms.net(terms.disputeBond)} within ${within}. Then the arbiter (${arbiter?.params.name ?? `method ${kind.client_approval.arbiter}`}) judges: the bond comes back if the result is false, or if it says nothing, and burns if the result is right.`,
      silence: `If you say nothing for ${within}, the provider is paid.`,
    };
  }
  if ("external" in kind) {
    return {
      name, judge: `The contract ${kind.external.contract} accepts the result, or nobody does.`,
      result: "Anyone may show it what it wants to see. If it accepts that, the provider is paid.", silence: refund,
      gap: "Nothing is fraud under this method, and who delivers what is never accepted loses nothing. Name a provider, or ask for a reputation.",
    };
  }
  if ("optimistic" in kind) {
    const { window, prove_within, proof, bond_min } = kind.optimistic;
    return {
      name, judge: `Nobody, unless somebody challenges the result. Then a proof (method ${proof}) decides.`,
      result: `For ${formatDuration(window)} anyone may challenge it with a bond of at least ${terms.net(toBigInt(bond_min))}. If no proof follows within ${formatDuration(prove_within)}, it was fraud.`,
      silence: `If nobody challenges it within ${formatDuration(window)}, the provider is paid.`,
      gap: "Nobody checks a result by itself. Check it, or have somebody check it, while it can be challenged.",
    };
  }
  const which = "risc_zero" in kind ? kind.risc_zero : "sp1" in kind ? kind.sp1 : kind.groth16;
  const system = PROOFS["risc_zero" in kind ? "risc_zero" : "sp1" in kind ? "sp1" : "groth16"];
  return {
    name, judge: `A ${system} proof that the contract verifies.`,
    result: which.policy === "statement" ? "It comes with a proof of this very job, and is paid at once." : "It comes with a proof of the output, and is paid at once. The same proof serves every job of the same program and input.",
    silence: "Without a proof nothing counts as a result: the job ends late, and you have credits, take and tip back.",
  };
}

/** How sure a false result is found out: basis points as a percentage. */
export function detection({ params }: Method): string {
  return formatBps(params.detection_bps);
}
