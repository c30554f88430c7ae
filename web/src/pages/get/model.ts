// All that builds quotes and messages of requests, without a browser: what the forms run, and what tests drive from Node.js.
export * from "./lease-order.js";
export * from "./order.js";
export * from "./outlook.js";
export * from "../shared/fields.js";
export * from "../shared/kept.js";
export * from "../shared/leases.js";
export * from "../shared/pay/messages.js";
export * from "../shared/pay/payment.js";
export * from "../shared/pay/quote.js";
export * from "../shared/ssh.js";
export * from "../shared/input.js";
