// A lockfile written where the registry lacks the binaries of other platforms misses their entries, and `npm ci` refuses
// it. This adds an entry for each that is missing, marked for a platform where it would be wanted and nowhere else.
import { readFileSync, writeFileSync } from "node:fs";

const FILE = "package-lock.json";
const PLATFORM = /(darwin|win32|android|freebsd|openharmony|netbsd|openbsd|sunos|aix)/;

const lock = JSON.parse(readFileSync(FILE, "utf8"));
const { packages } = lock;
const missing = Object.entries(packages).flatMap(([place, entry]) =>
  Object.entries(entry.optionalDependencies ?? {}).filter(([name]) => !isLocked(place, name)),
);
for (const [name, range] of missing) packages[`node_modules/${name}`] = placeholder(name, range);
lock.packages = Object.fromEntries(Object.entries(packages).sort(([a], [b]) => (a < b ? -1 : 1)));
writeFileSync(FILE, `${JSON.stringify(lock, null, 2)}\n`);
console.log(`${missing.length} missing platform packages entered in ${FILE}`);

/** Looked for as Node would: beside the package that wants it, then in each folder above. */
function isLocked(place, name) {
  for (let folder = place; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/node_modules/")))) {
    if (packages[`${folder ? `${folder}/` : ""}node_modules/${name}`]?.version) return true;
    if (folder === "") return false;
  }
}

function placeholder(name, range) {
  return { version: range.replace(/^[^\d]*/, ""), optional: true, os: [PLATFORM.exec(name)?.[1] ?? "none"] };
}
