import { describe, expect, it } from "vitest";
import { createTranslator } from "next-intl";
import type { Locale } from "@/lib/i18n/locale";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";

type Tree = { readonly [key: string]: string | Tree };

const FRENCH = [...entriesOf(fr)];
const ENGLISH = [...entriesOf(en)];

/** What a message says in French, each branch of a plural or a choice by itself, without placeholders and tags. */
const WORDS = FRENCH.flatMap(([key, text]) => partsOf(text).words.map((words) => [key, words.replace(/<[^>]*>|#/g, "x")] as const));

it("both languages say the same things, with the same placeholders", () => {
  expect(ENGLISH.map(([key]) => key).sort()).toEqual(FRENCH.map(([key]) => key).sort());
  const english = new Map(ENGLISH);
  const different = FRENCH.filter(([key, text]) => placeholders(text) !== placeholders(english.get(key) ?? ""));
  expect(different.map(([key]) => key)).toEqual([]);
});

it.each([["fr", FRENCH], ["en", ENGLISH]] as const)("every message of %s is well formed", (locale, messages) => {
  for (const [, text] of messages) expect(text.trim()).not.toBe("");
  const broken = messages.filter(([, text]) => isBroken(locale, text));
  expect(broken.map(([key]) => key)).toEqual([]);
});

// As text that is parsed when the workbench is built, nothing at all is a fault.
it.each([["fr", FRENCH], ["en", ENGLISH]] as const)("no message of %s comes to nothing", (locale, messages) => {
  const emptied = messages.filter(([, text]) => {
    const zeros = Object.fromEntries(partsOf(text).names.map((name) => [name, 0]));
    return text.includes("{}") && createTranslator({ locale, messages: { text }, timeZone: "UTC" }).markup("text", zeros).trim() === "";
  });
  expect(emptied.map(([key]) => key)).toEqual([]);
});

describe("French typography", () => {
  it.each([
    ["a breaking space, or none, before ; ! ? : %", /[^\u00a0\u202f\d/][;!?%](?!\w)|[^\u00a0\u202f\dx] ?:(?=\s|$)/],
    ["a breaking space before €", / €| k€/],
    ["a breaking space inside « »", /«[^\u00a0\u202f]|[^\u00a0\u202f]»/],
    ["a straight apostrophe or quotation mark", /['"]/],
    ["three dots for an ellipsis", /\.\.\./],
  ])("has not %s", (_, fault) => {
    expect(WORDS.filter(([, text]) => fault.test(text)).map(([key, text]) => `${key}: ${text}`)).toEqual([]);
  });
});

function* entriesOf(tree: Tree, path: string[] = []): Generator<[string, string]> {
  for (const [key, value] of Object.entries(tree)) {
    if (typeof value === "string") yield [[...path, key].join("."), value];
    else yield* entriesOf(value, [...path, key]);
  }
}

function placeholders(text: string): string {
  const tags = [...text.matchAll(/<(\w+)>/g)].map(([tag]) => tag);
  return [...new Set([...partsOf(text).names, ...tags])].sort().join(" ");
}

/** ICU braces alternate: an argument `{count, plural, …}`, in it the words of a branch `one {# jour}`, in those arguments… */
function partsOf(message: string): { names: string[]; words: string[] } {
  const names: string[] = [];
  const words = [""];
  let depth = 0;
  for (const piece of message.split(/(?=[{}])|(?<=[{}])/)) {
    const inWords = depth % 2 === 0;
    if (piece === "{") {
      if (inWords) names.push("");
      words.push(inWords ? `${words.pop() ?? ""}x` : "");
    } else if (piece !== "}") {
      if (inWords) words.push((words.pop() ?? "") + piece);
      else names.push(names.pop() || (/^\s*(\w+)/.exec(piece)?.[1] ?? ""));
    }
    depth += piece === "{" ? 1 : piece === "}" ? -1 : 0;
  }
  return { names, words: words.filter((text) => text !== "") };
}

function isBroken(locale: Locale, text: string): boolean {
  let broken = false;
  // Values are missing here: that is another error than bad syntax.
  const t = createTranslator({ locale, messages: { text }, onError: (error) => (broken ||= error.code === "INVALID_MESSAGE"), timeZone: "UTC" });
  void t.rich("text", {});
  return broken;
}
