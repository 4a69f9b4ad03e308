import { createTranslator } from "next-intl";
import { beforeEach, describe, expect, it, vi } from "vitest";
import { LOCALE_COOKIE, type Locale } from "@/lib/i18n/locale";
import { en } from "@/lib/i18n/messages/en";
import { fr } from "@/lib/i18n/messages/fr";
import { getLocale, getTranslations } from "@/lib/i18n/translations";

const MESSAGES = { fr, en };
const request = { cookie: undefined as string | undefined, languages: "" };

vi.mock("next/headers", () => ({
  cookies: async () => ({ get: (name: string) => (name === LOCALE_COOKIE && request.cookie ? { value: request.cookie } : undefined) }),
  headers: async () => new Headers({ "accept-language": request.languages }),
}));

beforeEach(() => Object.assign(request, { cookie: undefined, languages: "" }));

describe("the words of a request", () => {
  it.each([
    ["the chosen language", { cookie: "en", languages: "fr-FR" }, "en"],
    ["the browser's", { languages: "en-GB,fr;q=0.5" }, "en"],
    ["French where nothing else is asked for", {}, "fr"],
  ] as const)("are in %s", async (_, given, locale) => {
    Object.assign(request, given);
    expect(await getLocale()).toBe(locale);
    expect((await getTranslations("shell"))("signOut")).toBe(MESSAGES[locale].shell.signOut);
  });

  it("of one language are never those of the other, asked for in turns", async () => {
    for (const locale of ["fr", "en", "fr", "en"] satisfies Locale[]) {
      request.cookie = locale;
      const [t, days] = [await getTranslations("domain.segment"), await getTranslations("portfolio")];
      expect(t("MAINTAIN")).toBe(MESSAGES[locale].domain.segment.MAINTAIN);
      for (const count of [1, 2, 1, 30]) expect(days("row.ago", { days: count })).toBe(made(locale)("row.ago", { days: count }));
    }
  });

  it("say each number and each name they are given, however often they are asked", async () => {
    const [t, filters] = [await getTranslations("actions"), await getTranslations("portfolio")];
    for (const days of [12, 13, 12, 1]) expect(t("due.overdue", { days })).toContain(days === 1 ? "un jour" : String(days));
    for (const words of ["Zone", "Âge", "Zone"]) expect(filters("filter.remove", { words })).toContain(words);
  });
});

function made(locale: Locale) {
  return createTranslator({ locale, messages: MESSAGES[locale], namespace: "portfolio", timeZone: "UTC" });
}
