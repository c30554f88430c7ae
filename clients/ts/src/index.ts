// Clients of the market's contracts. Types of messages and answers are in one namespace for each contract.
export * from "./data.js";
export * from "./quotes.js";
export * from "./scalars.js";
export * as feeCollector from "./generated/fee-collector/index.js";
export * as jobMarket from "./generated/job-market/index.js";
export * as leaseMarket from "./generated/lease-market/index.js";
export * as pool from "./generated/pool/index.js";
export * as providerRegistry from "./generated/provider-registry/index.js";
export * as restaking from "./generated/restaking/index.js";
export * as staking from "./generated/staking/index.js";
export * as token from "./generated/token/index.js";
export * as verifierGateway from "./generated/verifier-gateway/index.js";
