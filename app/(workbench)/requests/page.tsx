import { requireAbility } from "@/lib/auth/viewer";
import { getTranslations } from "@/lib/i18n/translations";
import { RequestsView } from "../requests-view";

export async function generateMetadata() {
  return { title: (await getTranslations("remarks.list"))("title") };
}

/** What was asked of the holder of a portfolio. */
export default async function RequestsPage({ searchParams }: PageProps<"/requests">) {
  const viewer = await requireAbility("correction.answer");
  return <RequestsView viewer={viewer} side="HOLDER" path="/requests" params={await searchParams} />;
}
