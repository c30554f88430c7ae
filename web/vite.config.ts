import { existsSync, readFileSync } from "node:fs";
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

export default defineConfig({
  // Paths are relative, so that the page can lie anywhere, on IPFS too.
  base: "./",
  plugins: [solid(), devnetConfig],
  // One copy of CosmJS, whatever brings it.
  resolve: { dedupe: ["@cosmjs/cosmwasm", "@cosmjs/proto-signing", "@cosmjs/stargate", "cosmjs-types"] },
  build: { manifest: true, target: "es2022", modulePreload: { polyfill: false }, reportCompressedSize: false, chunkSizeWarningLimit: 2000 },
  server: { port: 5173, strictPort: true, proxy: nodeProxy },
  preview: { proxy: nodeProxy },
});
