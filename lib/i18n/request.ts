import { getRequestConfig } from "next-intl/server";
import { TIME_ZONE } from "./format";
import { getLocale, MESSAGES } from "./translations";

export default getRequestConfig(async () => {
  const locale = await getLocale();
  return { locale, messages: MESSAGES[locale], timeZone: TIME_ZONE };
});
