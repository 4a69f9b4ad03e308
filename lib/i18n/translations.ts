import { createTranslator, type NamespaceKeys, type NestedKeyOf } from "next-intl";
import { cookies, headers } from "next/headers";
import { cache } from "react";
import { TIME_ZONE } from "./format";
import { LOCALE_COOKIE, negotiateLocale, type Locale } from "./locale";
import { en } from "./messages/en";
import { fr, type Messages } from "./messages/fr";

export const MESSAGES: Record<Locale, Messages> = { fr, en };

type Place = NamespaceKeys<Messages, NestedKeyOf<Messages>>;
type Translations<Namespace extends Place> = ReturnType<typeof createTranslator<Messages, Namespace>>;

/** The language of this request: the one chosen, else the browser's. */
export const getLocale = cache(async (): Promise<Locale> => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  return negotiateLocale(jar.get(LOCALE_COOKIE)?.value, sent.get("accept-language"));
});

const kept = new Map<string, unknown>();

/**
 * The words of a namespace in the language of this request. What next-intl's own function makes anew for each request,
 * its translators and Intl formats, is made here once a language: with fifty rows that was a tenth of the page.
 */
export async function getTranslations<Namespace extends Place>(namespace: Namespace): Promise<Translations<Namespace>> {
  return wordsIn(await getLocale(), namespace);
}

/** The words of a namespace in a language, for an answer that no browser asks for. */
export function wordsIn<Namespace extends Place>(locale: Locale, namespace: Namespace): Translations<Namespace> {
  const key = `${locale}.${namespace}`;
  const found = kept.get(key) as Translations<Namespace> | undefined;
  if (found) return found;
  const made = remembering(createTranslator<Messages, Namespace>({ locale, messages: MESSAGES[locale], namespace, timeZone: TIME_ZONE }));
  kept.set(key, made);
  return made;
}

const MOST_WORDS = 5_000;

/** The same words for the same numbers ("12 days ago") are found once; with a name in them, each time. */
function remembering<Translator>(translator: Translator): Translator {
  const translate = translator as (key: string, values?: Values, ...more: unknown[]) => string;
  const known = new Map<string, string>();
  const remember = (key: string, values?: Values, ...more: unknown[]) => {
    const place = more.length === 0 ? placeOf(key, values) : null;
    const found = place === null ? undefined : known.get(place);
    if (found !== undefined) return found;
    const words = translate(key, values, ...more);
    if (known.size >= MOST_WORDS) known.clear();
    if (place !== null) known.set(place, words);
    return words;
  };
  return Object.assign(remember, translator);
}

type Values = Readonly<Record<string, unknown>>;

/** Null for what is not to be kept: a value that is not a number. */
function placeOf(key: string, values: Values = {}): string | null {
  let place = key;
  for (const name in values) {
    const value = values[name];
    if (typeof value !== "number") return null;
    place += `|${name}=${value}`;
  }
  return place;
}
