import { existsSync, readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { expect, it } from "vitest";

const MUI = /^@(mui|emotion)\//;

// Drawn by the server with each answer they would double what a page costs; without MuiFrame they are not of this theme.
it("no page is drawn with MUI: its components come with a dialog, when it is opened (components/lazy-dialog.tsx)", () => {
  const pages = readdirSync("app", { recursive: true, encoding: "utf8" }).filter((file) => file.endsWith(".tsx")).map((file) => path.join("app", file));
  expect(pages.length).toBeGreaterThan(10);
  expect(pages.flatMap((page) => waysToMui(page, new Set()))).toEqual([]);
});

it("nor is a contact logged with it: what that needs is brought to every page that lists clients", () => {
  expect(waysToMui("components/interactions/log-dialog.tsx", new Set())).toEqual([]);
});

it("other dialogs are made of it", () => {
  expect(waysToMui("components/actions/dismiss-dialog.tsx", new Set())).not.toEqual([]);
});

/** Every file reached from this one, but for types and for what is imported later, that imports MUI. */
function waysToMui(file: string, seen: Set<string>): string[] {
  if (seen.has(file)) return [];
  seen.add(file);
  return importsOf(file).flatMap((imported) => {
    if (MUI.test(imported)) return [`${file} imports ${imported}`];
    const found = fileOf(imported, path.dirname(file));
    return found ? waysToMui(found, seen) : [];
  });
}

function importsOf(file: string): string[] {
  const found = readFileSync(file, "utf8").matchAll(/^(?:import|export)\s+(?!type\b)(?:[^;"]*?\bfrom\s+)?"([^"]+)"/gm);
  return [...found].map((match) => match[1] ?? "");
}

function fileOf(imported: string, folder: string): string | undefined {
  if (!/^(\.|@\/)/.test(imported)) return undefined;
  const base = imported.startsWith("@/") ? imported.slice(2) : path.join(folder, imported);
  return [`${base}.ts`, `${base}.tsx`].find((candidate) => existsSync(candidate));
}
