// Every page. One that does not exist yet has no line here, and nothing links to it.
import { route, type Route } from "./router.js";

export const ROUTES: readonly Route[] = [
  route("/", "Market", () => import("./pages/market/Page.js"), "Market"),
  route("/get", "Get compute", () => import("./pages/get/Page.js"), "Get compute"),
  route("/jobs", "Jobs and leases", () => import("./pages/jobs/Page.js"), "My jobs"),
  route("/jobs/:id", "Job", () => import("./pages/job/Page.js")),
  route("/leases/:id", "Lease", () => import("./pages/lease/Page.js")),
  route("/class/:id", "Class", () => import("./pages/class/Page.js")),
  route("/money", "Where the money goes", () => import("./pages/money/Page.js"), "Money"),
  route("/stake", "Stake", () => import("./pages/stake/Page.js")),
  route("/vaults", "Vaults", () => import("./pages/vaults/Page.js")),
  route("/liquidity", "Liquidity", () => import("./pages/liquidity/Page.js"), "Liquidity"),
  route("/liquidity/:id", "Pool", () => import("./pages/liquidity/PoolPage.js")),
  route("/provide", "Provide", () => import("./pages/provide/Page.js"), "Provide"),
  route("/account", "Account", () => import("./pages/account/Page.js"), "Account"),
];
