import type { ReactNode } from "react";
import { clientMessages } from "@/lib/i18n/client-messages";
import type { Namespace } from "@/lib/i18n/messages/fr";
import { MoreMessages } from "./more-messages";

/** Gives the client components inside it the words of more namespaces: `<ClientMessages namespaces={["log", "domain"]}>`. */
export async function ClientMessages({ namespaces, children }: { namespaces: readonly Namespace[]; children: ReactNode }) {
  return <MoreMessages messages={await clientMessages(namespaces)}>{children}</MoreMessages>;
}
