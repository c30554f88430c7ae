import { existsSync, readFileSync } from "node:fs";
import { relative } from "node:path";
import { defineConfig, type Plugin } from "vite";
import solid from "vite-plugin-solid";

/** In development `config.json` is the devnet's, which `node scripts/devnet-config.mjs` writes. */
const devnetConfig: Plugin = {
  name: "devnet-config",
  configureServer(server) {
    server.middlewares.use("/config.json", (_request, response) => {
      const file = ".devnet/config.json";
      response.setHeader("content-type", "application/json");
      response.statusCode = existsSync(file) ? 200 : 404;
      response.end(existsSync(file) ? readFileSync(file) : "run node scripts/devnet-config.mjs first");
    });
  },
};

/** A devnet's node, for browsers that it refuses as they come from another address: RPC http://localhost:5173/rpc. */
const nodeProxy = {
  "/rpc": { target: "http://127.0.0.1:26600", rewrite: (path: string) => path.replace(/^\/rpc/, "") },
};

/** For `npm run size`: which module lies in which file. A chunk that others import from has no module's name. */
const modulesOfFiles: Plugin = {
  name: "modules-of-files",
  generateBundle(_options, bundle) {
    const rows = Object.values(bundle).flatMap((one) => (one.type === "chunk" ? [[one.fileName, one.moduleIds.map((id) => relative(".", id))]] : []));
    this.emitFile({ type: "asset", fileName: ".vite/modules.json", source: JSON.stringify(Object.fromEntries(rows)) });
  },
};

export default defineConfig({
  // Paths are relative, so that the page can lie anywhere, on IPFS too.
  base: "./",
  plugins: [solid(), devnetConfig, modulesOfFiles],
  // One copy of CosmJS, whatever brings it.
  resolve: { dedupe: ["@cosmjs/cosmwasm", "@cosmjs/proto-signing", "@cosmjs/stargate", "cosmjs-types"] },
  build: { manifest: true, target: "es2022", modulePreload: { polyfill: false }, reportCompressedSize: false, chunkSizeWarningLimit: 2000 },
  server: { port: 5173, strictPort: true, proxy: nodeProxy },
  preview: { proxy: nodeProxy },
});
