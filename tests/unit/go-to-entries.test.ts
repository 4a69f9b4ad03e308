import { expect, it } from "vitest";
import { answersTo } from "@/components/go-to/entries";

it.each([
  ["Portefeuille", "", true],
  ["Portefeuille", "port", true],
  ["Portefeuille", "PORT", true],
  ["Portefeuille", "feuille", false],
  ["Clés API", "cles", true],
  ["Clés API", "api cl", true],
  ["Clés API", "api x", false],
  ["Se déconnecter", "déco", true],
  ["Se déconnecter", "  -  ", true],
])("%j answers to %j: %j", (label, typed, answers) => {
  expect(answersTo(label, typed)).toBe(answers);
});
