// The gate of the first load: `index.html`, its script and style, and one page with all that it loads before anybody presses or types
// something; so also what comes by itself to whoever scrolls, or comes back with a wallet. Sizes are of gzip -9.
import { readFileSync, existsSync } from "node:fs";
import { gzipSync } from "node:zlib";

const LIMIT = 60_000;
const folder = process.argv[2] ?? "dist";
if (!existsSync(`${folder}/.vite/modules.json`)) {
  console.error(`expected a built page in ${folder}/: run npm run build first`);
  process.exit(1);
}
const read = (name) => JSON.parse(readFileSync(`${folder}/.vite/${name}.json`, "utf8"));
const [manifest, modules] = [read("manifest"), read("modules")];

/** What waits for a press or a key, by the end of its name. A page that comes to import anything else later is measured with it. */
const LATER = {
  "src/wallet/send.ts": "somebody sends",
  "src/wallet/failures.ts": "something fails",
  "src/wallet/sign.ts": "somebody signs, or uses a devnet key",
  "src/chart/Chart.tsx": "somebody presses for the axes of a chart",
  "src/pages/get/JobOutlook.tsx": "somebody has typed a whole job, or chosen a standard one",
  "src/pages/get/MethodNote.tsx": "somebody has chosen how a result is verified",
  "src/pages/get/StandardFields.tsx": "somebody has chosen a standard job",
  "src/pages/provide/steps/MintForm.tsx": "somebody opens the form",
  "src/pages/provide/steps/RedeemForm.tsx": "somebody opens the form",
  "src/pages/provide/steps/LeaveForm.tsx": "somebody opens the form",
  "src/pages/provide/steps/AdmissionFields.tsx": "somebody types a number of GPUs in an attested class",
  "src/pages/provide/TermsDetails.tsx": "somebody opens them",
  "src/pages/provide/Past.tsx": "somebody opens it",
  "src/pages/provide/Agent.tsx": "somebody opens it",
  "src/pages/account/InVaults.tsx": "somebody opens them",
  "src/pages/provide/Backing.tsx": "somebody opens it",
  "src/ui/Wallet.tsx": "somebody connects a wallet, or looks at it",
  "compute-amm/dist/quotes-wasm.js": "wasm, apart: somebody types an amount that a pool quotes",
};
/** What a page shows one of, as the address says: measured one by one. */
const EITHER = [["src/pages/get/JobForm.tsx", "src/pages/get/LeaseForm.tsx"]];

const chunkOf = (name) => Object.values(manifest).find(({ file }) => modules[file]?.some((id) => id.endsWith(name)));
const chunksOf = (names) => new Set(names.map((name) => chunkOf(name) ?? fail(`expected a module ${name}: it is gone, or was never`)));
const later = chunksOf(Object.keys(LATER));
const zipped = (path) => gzipSync(readFileSync(`${folder}/${path}`), { level: 9 }).length;
const entry = Object.values(manifest).find((chunk) => chunk.isEntry);

function fail(why) {
  console.error(why);
  process.exit(1);
}

/** All files that a chunk loads, but for some chunks that it may load later. */
function closure(chunk, without, files = new Set()) {
  if (files.has(chunk.file)) return files;
  files.add(chunk.file);
  for (const style of chunk.css ?? []) files.add(style);
  for (const name of chunk.imports ?? []) closure(manifest[name], without, files);
  // The frame names every page: which one is shown is the address's word.
  const dynamic = chunk.isEntry ? [] : (chunk.dynamicImports ?? []);
  for (const one of dynamic.map((name) => manifest[name])) if (!without.has(one)) closure(one, without, files);
  return files;
}

const sum = (files) => [...files].reduce((total, path) => total + zipped(path), zipped("index.html"));
const frame = closure(entry, later);
const named = [...readFileSync("src/routes.ts", "utf8").matchAll(/import\("\.\/(pages\/[\w/-]+)\.js"\)/g)].map(([, name]) => `src/${name}.tsx`);
const rows = named.flatMap((name) => {
  const page = chunkOf(name) ?? fail(`expected a chunk with the page ${name}`);
  const sizeOf = (without) => sum(closure(page, without, new Set(frame)));
  const either = EITHER.find((forms) => forms.some((form) => page.dynamicImports?.some((id) => manifest[id] === chunkOf(form))));
  return either ? either.map((one) => [`${name}, ${one}`, sizeOf(new Set([...later, ...chunksOf(either.filter((other) => other !== one))]))]) : [[name, sizeOf(later)]];
}).sort((a, b) => b[1] - a[1]);

console.log(`${String(sum(frame)).padStart(8)}  the frame`);
for (const [name, size] of rows) console.log(`${String(size).padStart(8)}  with ${name}`);
for (const [name, when] of Object.entries(LATER)) console.log(`${String(zipped(chunkOf(name).file)).padStart(8)}  later: ${name}: ${when}`);
const over = rows.filter(([, size]) => size > LIMIT);
if (over.length > 0) fail(`expected a first load of at most ${LIMIT} bytes of gzip: ${over.map(([name, size]) => `${name} has ${size}`).join("; ")}`);
