// Every page. One that does not exist yet has no line here, and nothing links to it.
import { route, type Route } from "./router.js";

export const ROUTES: readonly Route[] = [
  route("/", "Market", () => import("./pages/market.js"), "Market"),
  route("/get", "Get compute", () => import("./pages/get.js"), "Get compute"),
  route("/jobs", "Jobs and leases", () => import("./pages/jobs.js"), "My jobs"),
  route("/jobs/:id", "Job", () => import("./pages/job.js")),
  route("/leases/:id", "Lease", () => import("./pages/lease.js")),
  route("/class/:id", "Class", () => import("./pages/class.js")),
  route("/money", "Where the money goes", () => import("./pages/money.js"), "Money"),
  route("/liquidity", "Liquidity", () => import("./pages/liquidity.js"), "Liquidity"),
  route("/liquidity/:id", "Pool", () => import("./pages/pool.js")),
  route("/provide", "Provide", () => import("./pages/provide.js"), "Provide"),
  route("/account", "Account", () => import("./pages/account.js"), "Account"),
];
