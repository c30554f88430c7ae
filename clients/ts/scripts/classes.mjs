// Clients and composers of messages: ts-codegen's, on CosmJS, with the schemas' descriptions.
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { comment, CONTRACTS, described, SCHEMA } from "./contracts.mjs";

const codegen = createRequire(import.meta.url)("@cosmwasm/ts-codegen").default;

/** Contract → { client, messages }: the texts of two modules each. */
export async function classes() {
  const outPath = mkdtempSync(join(tmpdir(), "compute-amm-"));
  const contracts = Object.entries(CONTRACTS).map(([folder, name]) => ({ name, dir: join(SCHEMA, folder) }));
  const off = { enabled: false };
  const options = { bundle: off, client: { enabled: true }, messageComposer: { enabled: true }, types: { enabled: true } };
  try {
    await codegen({ contracts, outPath, options });
    const made = Object.entries(CONTRACTS).map(([contract, name]) => {
      const text = (kind) => readFileSync(join(outPath, `${name}.${kind}.ts`), "utf8");
      const messages = described(contract, "execute");
      const both = { ...described(contract, "query"), ...messages };
      const [query, client] = split(text("client"), `export interface ${name}Interface `);
      return [contract, {
        client: onCosmJs(documented(query, described(contract, "query")) + documented(client, messages), name),
        messages: onCosmJs(documented(text("message-composer"), both), name),
      }];
    });
    return Object.fromEntries(made);
  } finally {
    rmSync(outPath, { recursive: true });
  }
}

function split(text, at) {
  const index = text.indexOf(at);
  if (index < 0) throw new Error(`ts-codegen no longer writes \`${at}\``);
  return [text.slice(0, index), text.slice(index)];
}

/** ts-codegen 1.14 writes for interchainjs; the names that it takes from there are in src/cosmjs.ts, from CosmJS. */
function onCosmJs(text, name) {
  const imported = text
    .replace(/^\/\*\*[\s\S]*?\*\/\s*/, "")
    .replace(/^import \{([^}]*)\} from "([^"]*)";$/gm, (_, names, from) => {
      const kept = names.split(",").filter((one) => new RegExp(`\\b${one.trim()}\\b`).test(text.replace(/^import .*$/gm, "")));
      const target = from === `./${name}.types` ? "./types.js" : "../../cosmjs.js";
      return kept.length ? `import {${kept.join(",")}} from "${target}";` : "";
    });
  const typed = imported.replaceAll("Promise<any>", "Promise<ExecuteResult>");
  const result = typed.includes("ExecuteResult") ? 'import type { ExecuteResult } from "@cosmjs/cosmwasm";\n' : "";
  if (/interchainjs|: any\b|<any>/.test(typed)) throw new Error(`${name}: ts-codegen writes something else than it did`);
  return result + typed;
}

/** Puts descriptions before methods and before the fields of their arguments. */
function documented(text, messages) {
  const byMethod = new Map(Object.entries(messages).map(([name, message]) => [camel(name), message]));
  let message;
  const lines = text.split("\n").map((line) => {
    const method = /^  (\w+)(?:: | = (?:async )?)\(/.exec(line);
    if (method) {
      message = byMethod.get(method[1]);
      return comment(message?.description, "  ") + line;
    }
    const field = /^    (\w+)\??: /.exec(line);
    if (field && message) {
      const entry = Object.entries(message.fields).find(([name]) => camel(name) === field[1]);
      return comment(entry?.[1], "    ") + line;
    }
    return line;
  });
  return lines.join("\n");
}

function camel(name) {
  return name.replace(/_(\w)/g, (_, letter) => letter.toUpperCase());
}
