// Serves a folder of static files at a port of this machine, for tests and demos: `node scripts/serve.mjs FOLDER PORT`.
import { dirname } from "node:path";
import { preview } from "vite";

const [folder, port] = process.argv.slice(2);
const server = await preview({
  configFile: false,
  root: dirname(folder),
  build: { outDir: folder },
  preview: { host: "127.0.0.1", port: Number(port), strictPort: true },
});
server.printUrls();
