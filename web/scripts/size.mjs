// The gate of the first load: `index.html`, its script and style, and one page with all that it needs at once. CosmJS, uPlot and
// the quotes' wasm come by import(), when they are needed. Sizes are of gzip -9.
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 60_000;
const folder = process.argv[2] ?? "dist";
const file = `${folder}/.vite/manifest.json`;
if (!existsSync(file)) {
  console.error(`expected a built page in ${folder}/: run npm run build first`);
  process.exit(1);
}
const manifest = JSON.parse(readFileSync(file, "utf8"));
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);
const zipped = (path) => gzipSync(readFileSync(`${folder}/${path}`), { level: 9 }).length;

/** All files that a chunk loads at once. */
function closure(chunk, files = new Set()) {
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const name of chunk.imports ?? []) closure(manifest[name], files);
  return files;
}

const sum = (files) => [...files].reduce((total, path) => total + zipped(path), 0);
const frame = closure(entry);
const pages = Object.entries(manifest).filter(([name]) => name.startsWith("src/pages/"));
const rows = pages.map(([name, chunk]) => [name, sum(closure(chunk, new Set(frame))) + zipped("index.html")]);
rows.sort((a, b) => b[1] - a[1]);

console.log(`${String(sum(frame) + zipped("index.html")).padStart(8)}  the frame`);
for (const [name, size] of rows) console.log(`${String(size).padStart(8)}  with ${name}`);
for (const [name, chunk] of Object.entries(manifest)) {
  const lazy = chunk.isDynamicEntry && !chunk.isEntry && !name.startsWith("src/pages/");
  if (lazy) console.log(`${String(zipped(chunk.file)).padStart(8)}  later: ${name}`);
}
// A page that another imports would be in a chunk of another name, and not be measured.
const lost = [...readFileSync("src/routes.ts", "utf8").matchAll(/import\("\.\/(pages\/[\w/-]+)\.js"\)/g)].map(([, name]) => name)
  .filter((name) => !pages.some(([path]) => path === `src/${name}.tsx`));
if (lost.length > 0) {
  console.error(`expected a chunk for each page, got none for ${lost.join(", ")}: move what others import from it`);
  process.exit(1);
}
const over = rows.filter(([, size]) => size > LIMIT);
if (over.length > 0) {
  console.error(`expected a first load of at most ${LIMIT} bytes of gzip, got ${over.map(([name, size]) => `${size} for ${name}`).join(", ")}`);
  process.exit(1);
}
