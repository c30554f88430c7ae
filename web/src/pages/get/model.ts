// All that builds quotes and messages of requests, without a browser: what the forms run, and what tests drive from Node.js.
export * from "./lease-order.js";
export * from "./messages.js";
export * from "./order.js";
export * from "./outlook.js";
export * from "./payment.js";
export * from "./quote.js";
export * from "./ssh.js";
export * from "./input.js";
