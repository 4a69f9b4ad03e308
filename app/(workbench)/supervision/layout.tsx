import type { ReactNode } from "react";
import { SupervisionSections } from "@/components/follow-up/supervision-sections";
import { SUPERVISION_SECTIONS } from "@/components/follow-up/supervision-section-list";
import { getTranslations } from "@/lib/i18n/translations";

/** The parts of a supervisor's work, above each of them. */
export default async function SupervisionLayout({ children }: { children: ReactNode }) {
  const t = await getTranslations("supervision");
  return (
    <>
      <SupervisionSections label={t("navigation")} sections={SUPERVISION_SECTIONS.map(({ name, href }) => ({ href, label: t(name) }))} />
      {children}
    </>
  );
}
