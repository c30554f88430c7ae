// Types of all that a contract takes and gives, with the schemas' descriptions.
import { compile } from "json-schema-to-typescript";
import { documents, SCALARS } from "./contracts.mjs";

/** The text of `types.ts` for a contract. */
export async function types(contract) {
  const definitions = {};
  const add = (name, { $schema, title, definitions: inner = {}, ...schema }) => {
    for (const [innerName, definition] of Object.entries(inner)) add(innerName, definition);
    const renamed = told(schema);
    const known = definitions[name];
    if (known && JSON.stringify(known) !== JSON.stringify(renamed)) {
      // The same type as a message's part and as an answer, described twice: the shapes must agree.
      if (shape(known) !== shape(renamed)) throw new Error(`${contract}: two types are called ${name}`);
      if (JSON.stringify(known).length >= JSON.stringify(renamed).length) return;
    }
    definitions[name] = renamed;
  };
  for (const [name, document] of documents(contract)) add(name, document);
  for (const name of SCALARS) {
    if (definitions[name]) definitions[name] = { tsType: `scalars.${name}` };
  }
  // An answer that is a scalar, such as an amount alone, is that scalar; an address is text, and its description
  // in the schemas speaks to authors of contracts.
  if (definitions.Addr) definitions.Addr = { type: "string", description: "An address, in canonical lower-case text." };
  if (definitions.Timestamp) definitions.Timestamp = { tsType: "scalars.Uint64", description: "Unix nanoseconds." };
  const named = Object.keys(definitions).filter((name) => !SCALARS.includes(name)).sort();
  const root = {
    title: "Everything",
    type: "object",
    additionalProperties: false,
    properties: Object.fromEntries(named.map((name) => [name, { $ref: `#/definitions/${name}` }])),
    definitions,
  };
  const text = await compile(root, "Everything", {
    additionalProperties: false,
    bannerComment: "",
    format: true,
    unreachableDefinitions: true,
  });
  // The root only kept the generator from dropping definitions.
  const kept = text
    .replace(/export interface Everything \{[\s\S]*?\n\}\n?/, "")
    .replace(/^ \* This interface was referenced by `Everything`'s JSON-Schema\n \* via the `definition` ".*"\.\n/gm, "")
    .replace(/^\/\*\*\n(?: \*\n)* \*\/\n/gm, "")
    .replace(/\n \*\n \*\/\n/g, "\n */\n");
  const scalars = SCALARS.filter((name) => definitions[name]);
  const aliases = scalars.map((name) => `export type ${name} = scalars.${name};\n`).join("");
  const plain = kept.replace(new RegExp(`^export type (${SCALARS.join("|")}) = .*;?\\n`, "gm"), "");
  return `import type * as scalars from "../../scalars.js";\n\n${aliases}\n${plain}`;
}

/**
 * A schema whose variants' descriptions stand at the variants' names, where the generator keeps them; and what has no
 * field is `Record<string, never>`, since `{}` takes anything.
 */
function told(schema) {
  if (Array.isArray(schema)) return schema.map(told);
  if (typeof schema !== "object" || schema === null) return schema;
  const inner = Object.fromEntries(Object.entries(schema).map(([key, value]) => [key, told(value)]));
  if (inner.type === "object" && !inner.properties && inner.additionalProperties === false) {
    return { description: inner.description, tsType: "Record<string, never>" };
  }
  for (const variant of Array.isArray(inner.oneOf) ? inner.oneOf : []) {
    const [[name, value] = [], ...more] = Object.entries(variant.properties ?? {});
    if (!value || more.length || !variant.description) continue;
    const { description } = variant;
    variant.properties[name] = value.$ref ? { description, allOf: [value] } : { ...value, description };
  }
  return inner;
}

/** A schema without what people alone read. */
function shape(schema) {
  return JSON.stringify(schema, (key, value) => (key === "description" ? undefined : value));
}
