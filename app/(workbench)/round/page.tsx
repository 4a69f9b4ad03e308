import { forbidden } from "next/navigation";
import { ClientMessages } from "@/components/client-messages";
import { RoundView } from "@/components/round/round-view";
import { openText } from "@/lib/auth/sealed-text";
import { requireAbility } from "@/lib/auth/viewer";
import { holdsPortfolio, mayDo } from "@/lib/domain/permissions";
import { getTranslations } from "@/lib/i18n/translations";
import { parseRound, roundOf } from "@/lib/schemas/round";
import { logInteractionAction } from "../clients/[clientId]/server-actions";
import { cancelInteractionAction, dismissInRoundAction, reopenInRoundAction, snoozeInRoundAction, takeNextActionAction } from "./server-actions";

/** Not the client's name: titles stay in the history of a shared machine. */
export async function generateMetadata() {
  return { title: (await getTranslations("round"))("title") };
}

const COMMANDS = {
  log: logInteractionAction,
  cancel: cancelInteractionAction,
  snooze: snoozeInRoundAction,
  dismiss: dismissInRoundAction,
  reopen: reopenInRoundAction,
  take: takeNextActionAction,
};

/** A list worked through, one client after the other. The place in it is behind the # of the address, and asked for by the browser. */
export default async function RoundPage({ searchParams }: PageProps<"/round">) {
  const viewer = await requireAbility("client.view");
  const { list } = parseRound(await searchParams, openText, 0);
  if (list.name === "today" && !holdsPortfolio(viewer.role)) forbidden();
  return (
    <ClientMessages namespaces={["round", "actions", "domain", "client", "timeline", "log"]}>
      <RoundView list={roundOf(list)} commands={mayDo(viewer.role, "interaction.log") ? COMMANDS : null} />
    </ClientMessages>
  );
}
