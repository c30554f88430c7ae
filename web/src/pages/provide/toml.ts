// A provider.toml to begin with, for `camm agent`: what this market and this class ask for (docs/agent.md).
import type { jobMarket, verifierGateway } from "compute-amm";
import type { Contracts } from "../../chain/snapshot.js";

/** What goes into the file. */
export interface Market {
  readonly chainId: string;
  readonly contracts: Contracts;
  readonly class: string;
  /** What the network token is called. */
  readonly symbol: string;
  readonly templates: readonly jobMarket.TemplateEntry[];
  readonly methods: readonly verifierGateway.MethodResponse[];
  /** Whether the class has leases. */
  readonly leases: boolean;
  /** Of a GPU-second now, NET base units, cut; for orientation. */
  readonly price: string;
}

/** What a key of `[workloads]` is: the digest of a program. */
const DIGEST = /^[0-9a-f]{64}$/;

/**
 * The file's text. Its commands are this file's own words alone. Names of the chain stand in comments and quotes, cut to what cannot end
 * them; a standard job whose program is no digest is left out.
 */
export function providerToml(market: Market): string {
  const { contracts, templates, methods } = market;
  const attested = methods.filter(({ params }) => "attestation" in params.kind);
  const programs = [...new Set(templates.map(({ terms }) => `${terms.program as unknown as string}`))].filter((program) => DIGEST.test(program));
  return [
    `# provider.toml of camm agent, for the market on ${plain(market.chainId)}:`,
    `#   registry     ${plain(contracts.registry)}`,
    `#   job-market   ${plain(contracts.jobMarket)}`,
    ...(contracts.leaseMarket === null ? [] : [`#   lease-market ${plain(contracts.leaseMarket)}`]),
    `#   pool         ${plain(contracts.pool)}`,
    `#   gateway      ${plain(contracts.gateway)}`,
    "# The manifest that the chain's wiring file names must say the same addresses. Whoever runs the market publishes both.",
    'chain = "chain.toml"',
    "# 32 bytes in hex; chmod 600.",
    'key = "provider.key"',
    `classes = ["${plain(market.class)}"]`,
    `# Base units of ${plain(market.symbol)} per GPU-second below which no job is accepted; the pool pays ${plain(market.price)} now.`,
    'min_price = "0"',
    "# Left out: every method that can be served.",
    ...attested.map(({ method, params }) => `#   ${plain(`${method}: ${params.name}`)}`),
    "# methods = [1]",
    "# Who signs results of attested methods; ask the attestors for their addresses.",
    'attestors = ["https://attestor.example"]',
    "",
    // The agent refuses a table without a program.
    ...(programs.length > 0 || !market.leases ? [
      "[workloads]",
      "# Program digest = command that reads the input and writes the output.",
      ...programs.map((program) => `"${program}" = ["./standard-job"] # may be called on you, if you owe credits`),
      ...(programs.length > 0 ? [] : [`"${"0".repeat(64)}" = ["./your-program"] # write your program's digest instead of the zeros`]),
    ] : ["# For jobs: a table [workloads], of program digest = command. Without it only leases are served."]),
    ...(market.leases ? [
      "",
      "# Leases: remove this table if you serve none. Each is a command of yours.",
      "[leases]",
      'start = ["./machine-start"] # prints HOST:PORT and the host key',
      'end = ["./machine-end"]',
      `keep_gpus = ${programs.length > 0 ? 1 : 0} # GPUs that leases leave to jobs, and to calls of credits that you owe`,
      'alive = ["./machine-alive"]',
    ] : []),
    "",
  ].join("\n");
}

/** What somebody named on the chain, on one line and without quotes. */
const plain = (text: string): string => text.replace(/[^\x20-\x7e]|["\\]/g, "");
