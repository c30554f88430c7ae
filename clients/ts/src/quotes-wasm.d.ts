/** The wasm of quotes/ as base64: dist/quotes-wasm.js, which `cargo xtask ts` writes. */
export declare const WASM: string;
