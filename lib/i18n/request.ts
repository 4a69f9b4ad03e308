import { cookies, headers } from "next/headers";
import { getRequestConfig } from "next-intl/server";
import { TIME_ZONE } from "./format";
import { LOCALE_COOKIE, negotiateLocale } from "./locale";
import { en } from "./messages/en";
import { fr } from "./messages/fr";

const MESSAGES = { fr, en };

export default getRequestConfig(async () => {
  const [jar, sent] = await Promise.all([cookies(), headers()]);
  const locale = negotiateLocale(jar.get(LOCALE_COOKIE)?.value, sent.get("accept-language"));
  return { locale, messages: MESSAGES[locale], timeZone: TIME_ZONE };
});
