import { expect, it } from "vitest";
import { THEMES } from "@/components/theme";

type Sheet = Record<string, Record<string, string | number>>;

// MUI would write these 20 kB into every answer; the server sends them once, as a sheet. After a change of
// components/theme.ts: npx vitest run --project unit tests/unit/theme-variables.test.ts --update
it("the static sheet of the theme's variables is the theme's", async () => {
  const sheets = THEMES.fr.generateStyleSheets() as Sheet[];
  await expect(textOf(sheets)).toMatchFileSnapshot("../../components/theme-variables.css");
});

it("is the same in every language", () => {
  expect(THEMES.en.generateStyleSheets()).toEqual(THEMES.fr.generateStyleSheets());
});

function textOf(sheets: Sheet[]): string {
  const rules = sheets.flatMap((sheet) => Object.entries(sheet).map(([selector, declarations]) => ruleOf(selector, declarations)));
  return `/* Made from theme.ts by tests/unit/theme-variables.test.ts; not edited by hand. */\n${rules.join("\n")}\n`;
}

function ruleOf(selector: string, declarations: Record<string, string | number>): string {
  const lines = Object.entries(declarations).map(([name, value]) => `  ${kebab(name)}: ${value};`);
  return `${selector} {\n${lines.join("\n")}\n}`;
}

function kebab(name: string): string {
  return name.startsWith("--") ? name : name.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`);
}
