// How a job or a lease ended, for people: what it is called, and whether that is good.
export const HOW: Readonly<Record<string, readonly [string, string]>> = {
  settled: ["paid", "good"], released: ["ended without a fault", ""], late: ["late", "bad"], fraud: ["fraud", "bad"], defaulted: ["call not served", "bad"],
  claim: ["claimed", "good"], top_up: ["paid at a top-up", "good"], ended: ["ended", "good"], closed: ["closed by its client", "good"], stopped: ["stopped by you", "warn"],
  silent: ["closed for silence", "bad"], expired: ["expired", ""], cancelled: ["cancelled", ""], refunded: ["refunded", ""], liveness: ["late, or not delivered", "bad"],
};
