import { ClientMessages } from "@/components/client-messages";
import { EditEventButton } from "@/components/invitations/edit-event-button";
import { EventTable } from "@/components/invitations/event-table";
import { TodayIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listBankEvents } from "@/lib/data/bank-events";
import { getTranslations } from "@/lib/i18n/translations";
import { saveBankEventAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("invitations.admin"))("title") };
}

/** The bank's events and exclusive offers: for whom they are, and how many places are taken. */
export default async function EventsPage() {
  const viewer = await requireAbility("events.manage");
  const [events, t] = await Promise.all([listBankEvents(viewer), getTranslations("invitations.admin")]);
  return (
    <ClientMessages namespaces={["invitations", "domain"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={<EditEventButton event={null} title={null} save={saveBankEventAction} />} />
      {events.length === 0
        ? <EmptyState icon={<TodayIcon size={28} />} title={t("empty")} text={t("emptyText")} />
        : <EventTable events={events} save={saveBankEventAction} />}
    </ClientMessages>
  );
}
