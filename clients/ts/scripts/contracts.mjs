// The contracts, and what of their schemas the generator needs.
import { readdirSync, readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { join } from "node:path";

export const PACKAGE = fileURLToPath(new URL("..", import.meta.url));
export const SCHEMA = join(PACKAGE, "..", "..", "schema");

/** Folder in schema/ → name of its classes. */
export const CONTRACTS = {
  "fee-collector": "FeeCollector",
  "job-market": "JobMarket",
  "lease-market": "LeaseMarket",
  pool: "Pool",
  "provider-registry": "ProviderRegistry",
  restaking: "Restaking",
  staking: "Staking",
  token: "Token",
  "verifier-gateway": "VerifierGateway",
};

/** Texts of JSON that must not become numbers, or be taken for other texts: types of src/scalars.ts. */
export const SCALARS = ["Binary", "Decimal256", "HexBinary", "Uint64", "Uint128"];

const read = (...path) => JSON.parse(readFileSync(join(SCHEMA, ...path), "utf8"));

/** `Ownership_for_String` → `OwnershipForString`: as ts-codegen names it. */
const typeName = (title) => title.replace(/_+(.)/g, (_, letter) => letter.toUpperCase());

/** Every document of a contract by the name of its type: messages, answers, hooks and `data`. */
export function documents(contract) {
  const idl = read(contract, `${contract}.json`);
  const hooks = readdirSync(join(SCHEMA, contract, "raw", "hooks"), { withFileTypes: true, recursive: false });
  const all = [
    ...["instantiate", "execute", "query", "migrate"].map((kind) => idl[kind]),
    ...Object.values(idl.responses ?? {}),
    ...hooks.map((file) => read(contract, "raw", "hooks", file.name)),
  ];
  return all.filter(Boolean).map((document) => [typeName(document.title), document]);
}

/** Message (or query) → its description and its fields'; names as in JSON. */
export function described(contract, kind) {
  const found = {};
  for (const variant of read(contract, `${contract}.json`)[kind]?.oneOf ?? []) {
    const names = variant.enum ?? Object.keys(variant.properties);
    for (const name of names) {
      const fields = variant.properties?.[name];
      const target = fields?.$ref ? resolve(contract, kind, fields.$ref) : fields;
      const texts = Object.entries(target?.properties ?? {}).map(([field, { description }]) => [field, description]);
      found[name] = { description: variant.description, fields: Object.fromEntries(texts) };
    }
  }
  return found;
}

function resolve(contract, kind, reference) {
  return read(contract, `${contract}.json`)[kind].definitions[reference.replace("#/definitions/", "")];
}

/** A doc comment, or nothing. */
export function comment(text, indent) {
  if (!text) return "";
  const lines = text.replaceAll("*/", "*\\/").split("\n").map((line) => `${indent} * ${line}`.trimEnd());
  return `${indent}/**\n${lines.join("\n")}\n${indent} */\n`;
}
