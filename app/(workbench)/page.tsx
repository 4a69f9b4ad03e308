import { getTranslations } from "@/lib/i18n/translations";
import { forbidden, redirect } from "next/navigation";
import { openText } from "@/lib/auth/sealed-text";
import { requireViewer } from "@/lib/auth/viewer";
import { holdsPortfolio, mayDo } from "@/lib/domain/permissions";
import { parseTodayFilter } from "@/lib/schemas/today-filter";
import { BankOverview } from "./bank-overview";
import { Today } from "./today";

export async function generateMetadata() {
  const viewer = await requireViewer();
  const t = await getTranslations(holdsPortfolio(viewer.role) ? "today" : "overview");
  return { title: t("title") };
}

/** Where each role begins: the day's actions, the follow-up of the branches, or the bank in figures. */
export default async function HomePage({ searchParams }: PageProps<"/">) {
  const viewer = await requireViewer();
  if (holdsPortfolio(viewer.role)) return <Today viewer={viewer} filter={parseTodayFilter(await searchParams, openText)} />;
  if (mayDo(viewer.role, "followUp.view")) redirect("/supervision");
  if (mayDo(viewer.role, "bank.view")) return <BankOverview viewer={viewer} />;
  forbidden();
}
