import { getLocale, MESSAGES } from "./translations";
import type { Messages, Namespace } from "./messages/fr";

/** The messages of these namespaces in the language of this request, to go to the browser. */
export async function clientMessages(namespaces: readonly Namespace[]): Promise<Partial<Messages>> {
  const messages = MESSAGES[await getLocale()];
  return Object.fromEntries(namespaces.map((namespace) => [namespace, messages[namespace]]));
}
