import { requireAbility } from "@/lib/auth/viewer";
import { getTranslations } from "@/lib/i18n/translations";
import { RequestsView } from "../../requests-view";

export async function generateMetadata() {
  return { title: (await getTranslations("remarks.list"))("title") };
}

/** What the advisors of the supervised branches were asked. */
export default async function SupervisionRequestsPage({ searchParams }: PageProps<"/supervision/requests">) {
  const viewer = await requireAbility("correction.ask");
  return <RequestsView viewer={viewer} side="SUPERVISOR" path="/supervision/requests" params={await searchParams} />;
}
