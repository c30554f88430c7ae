// The gate of the first load: `index.html`, its script and style, and one page with all that it loads without anybody's doing, be it
// by import(). Sizes are of gzip -9.
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 60_000;
/** Of the same for a provider who comes back: its wallet connects by itself, and what waits for that loads at once. */
const CONNECTED_LIMIT = 72_000;
const PROVIDE = "src/pages/provide/Page.tsx";
const CONNECTED = ["src/pages/provide/WorkSection.tsx", "src/pages/provide/Past.tsx", "src/pages/provide/earnings.ts"];
const folder = process.argv[2] ?? "dist";
const file = `${folder}/.vite/manifest.json`;
if (!existsSync(file)) {
  console.error(`expected a built page in ${folder}/: run npm run build first`);
  process.exit(1);
}
/** What waits for somebody's doing, by the end of its name. A page that comes to import anything else later is measured with it. */
const LATER = {
  "src/wallet/send.ts": "somebody sends",
  "src/wallet/sign.ts": "somebody signs, or uses a devnet key",
  "src/chart/Chart.tsx": "somebody comes to a chart",
  "src/pages/get/LeaseForm.tsx": "somebody wants a lease",
  "src/pages/provide/Agent.tsx": "somebody comes to the end of the page",
  "src/pages/provide/WorkSection.tsx": "a provider connects its wallet",
  "src/pages/provide/Past.tsx": "a provider comes there",
  "src/pages/provide/earnings.ts": "somebody connects a wallet",
  "compute-amm/dist/quotes-wasm.js": "wasm, apart: a page that quotes has been shown",
};
const later = (name) => Object.keys(LATER).some((end) => name.endsWith(end));

const manifest = JSON.parse(readFileSync(file, "utf8"));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const zipped = (path) => gzipSync(readFileSync(`${folder}/${path}`), { level: 9 }).length;

/** All files that a chunk loads at once. */
function closure(chunk, files = new Set()) {
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const name of chunk.imports ?? []) closure(manifest[name], files);
  // The frame names every page: which one is shown is the address's word.
  if (!chunk.isEntry) for (const name of chunk.dynamicImports ?? []) if (!later(name)) closure(manifest[name], files);
  return files;
}

const sum = (files) => [...files].reduce((total, path) => total + zipped(path), 0);
const frame = closure(entry);
const named = [...readFileSync("src/routes.ts", "utf8").matchAll(/import\("\.\/(pages\/[\w/-]+)\.js"\)/g)].map(([, name]) => `src/${name}.tsx`);
const pages = Object.entries(manifest).filter(([name]) => named.includes(name));
const rows = pages.map(([name, chunk]) => [name, sum(closure(chunk, new Set(frame))) + zipped("index.html")]);
rows.sort((a, b) => b[1] - a[1]);
const connected = [PROVIDE, ...CONNECTED].reduce((files, name) => closure(manifest[name], files), new Set(frame));
const provider = [`${PROVIDE}, a wallet connected`, sum(connected) + zipped("index.html")];

console.log(`${String(sum(frame) + zipped("index.html")).padStart(8)}  the frame`);
for (const [name, size] of [provider, ...rows]) console.log(`${String(size).padStart(8)}  with ${name}`);
for (const [name, chunk] of Object.entries(manifest)) {
  if (later(name)) console.log(`${String(zipped(chunk.file)).padStart(8)}  later: ${name}`);
}
// A page that another imports would be in a chunk of another name, and not be measured.
const lost = named.filter((name) => !(name in manifest));
if (lost.length > 0) {
  console.error(`expected a chunk for each page, got none for ${lost.join(", ")}: move what others import from it`);
  process.exit(1);
}
const over = [...rows.map((row) => [...row, LIMIT]), [...provider, CONNECTED_LIMIT]].filter(([, size, limit]) => size > limit);
if (over.length > 0) {
  console.error(`expected a first load of fewer bytes of gzip: ${over.map(([name, size, limit]) => `at most ${limit} for ${name}, got ${size}`).join("; ")}`);
  process.exit(1);
}
