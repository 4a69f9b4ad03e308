import { getMessages } from "next-intl/server";
import type { Messages, Namespace } from "./messages/fr";

/** Small ones, which any client component may use. The others go out only where they are needed. */
const EVERYWHERE = ["common", "errors", "shell"] as const satisfies readonly Namespace[];

/** The messages that go to the browser: those used everywhere and the namespaces asked for. */
export async function clientMessages(namespaces: readonly Namespace[] = []): Promise<Partial<Messages>> {
  const messages = await getMessages();
  return Object.fromEntries([...EVERYWHERE, ...namespaces].map((namespace) => [namespace, messages[namespace]]));
}
