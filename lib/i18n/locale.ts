/** The languages of the workbench. The first is the one spoken where nothing else is asked for. */
export const LOCALES = ["fr", "en"] as const;
export type Locale = (typeof LOCALES)[number];

export const LOCALE_COOKIE = "mireille-locale";

/** The language to answer in: the one chosen (cookie), else the best of the browser's `Accept-Language`, else French. */
export function negotiateLocale(chosen: string | null | undefined, acceptLanguage: string | null | undefined): Locale {
  if (isLocale(chosen)) return chosen;
  const [best] = preferredLanguages(acceptLanguage ?? "").filter(isLocale);
  return best ?? LOCALES[0];
}

function isLocale(value: string | null | undefined): value is Locale {
  return LOCALES.some((locale) => locale === value);
}

/** Primary language subtags, most wanted first; those refused (`q=0`) are left out. */
function preferredLanguages(header: string): string[] {
  return header
    .split(",")
    .map((part) => {
      const [tag = "", ...parameters] = part.trim().split(";");
      const quality = parameters.map((parameter) => /^\s*q=([\d.]+)\s*$/.exec(parameter)?.[1]).find(Boolean);
      return { language: tag.trim().toLowerCase().split("-")[0] ?? "", quality: quality === undefined ? 1 : Number(quality) };
    })
    .filter(({ quality }) => quality > 0)
    .sort((a, b) => b.quality - a.quality)
    .map(({ language }) => language);
}
