// How a job ends whose time is over, and what that gives its client: the table of the contract (job/transition.rs, job/ending.rs), in words.
import type { jobMarket, verifierGateway } from "compute-amm";

/** An end. */
export interface Outcome {
  /** Why it ends, and who gets what. */
  readonly what: string;
  /** Whether something comes back to its client, so that it is the client's to end. */
  readonly back: boolean;
  /** It only goes on to the next wait. */
  readonly records?: boolean;
}

/** Amounts that are known, with their units. */
export interface Sums {
  /** What of the take is kept if it expires now. */
  readonly kept?: string | undefined;
  /** What a default pays. */
  readonly damages?: string | undefined;
}

const ALL = "Credits, take and tip come back to its owner.";

/** How a job ends if somebody ends it now, with its time over or its method stopped. */
export function outcomeOf(
  state: jobMarket.JobState, open: Pick<jobMarket.OpenJob, "called" | "template">, method: verifierGateway.MethodResponse | undefined, { kept, damages }: Sums = {},
): Outcome {
  const back = (what: string): Outcome => ({ what, back: true });
  const unused = `Credits and tip come back to its owner; of the take ${kept ? `about ${kept}` : "the used part"} is kept.`;
  const gone = `The credits are gone; its owner gets take, tip and damages${damages ? ` of ${damages}` : ""}.`;
  if (method?.disabled) return back(`Its method was stopped. ${ALL} The provider's stake is free.`);
  switch (state) {
    case "open": return typeof open.template === "number"
      ? { what: "Nobody took it in time. This only records that: for 10 minutes more it can be called on a debtor, and then ended by the same message.", back: true, records: true }
      : back(`Nobody accepted it in time. ${unused}`);
    case "untaken": return back(`Nobody took it, and nobody called it. ${unused}`);
    case "called": return back(`The called debtor did not accept it in time. ${gone}`);
    case "assigned": return back(open.called ? `The called debtor is late. ${gone}`
      : `The provider is late. ${ALL} A part of the provider's lock burns, unless it waited long for the input.`);
    case "awaiting_input": return back("Nobody brought the input in time. Credits and tip come back to its owner; the take is kept. The provider is free.");
    case "challenged": return back(`No proof came in time, so it was fraud. ${ALL} The provider's lock is lost; the challenger has its bond back.`);
    case "submitted": {
      const kind = method?.params.kind;
      // Silence approves: that is the provider's to end. So it may be where the method is not known.
      if (!kind) return { what: "Nobody judged it in time.", back: false };
      if ("client_approval" in kind || "optimistic" in kind) return { what: "Nobody objected in time. The provider is paid.", back: false };
      return back(`No verdict came in time. ${unused}`);
    }
    default: return back(`No verdict came in time. ${unused}${state === "disputed" ? " The dispute's bond comes back." : ""}`);
  }
}
