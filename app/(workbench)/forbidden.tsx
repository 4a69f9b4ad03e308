import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { BlockedIcon } from "@/components/ui/icons";
import buttons from "@/components/ui/button.module.css";
import { EmptyState } from "@/components/ui/state-message";

export default async function Forbidden() {
  const t = await getTranslations("errors");
  return (
    <EmptyState heading="h1" icon={<BlockedIcon size={28} />} title={t("forbidden.title")} text={t("forbidden.text")}
      actions={<Link href="/" className={buttons.quiet}>{t("home")}</Link>} />
  );
}
