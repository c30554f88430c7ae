// Commands for people to paste into a shell. What others wrote may stand in them, so every such word is quoted.

/** A word that a POSIX shell takes as it is, whatever stands in it. */
export function quoted(text: string): string {
  return `'${text.replaceAll("'", `'\\''`)}'`;
}

/** The command that asks a node what the page has asked of a contract. */
export function asking(node: string, contract: string, query: unknown, height: number): string {
  return `wasmd query wasm contract-state smart ${quoted(contract)} ${quoted(JSON.stringify(query))} --node ${quoted(node)} --height ${height}`;
}
