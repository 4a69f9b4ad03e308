import Link from "next/link";
import { getTranslations } from "next-intl/server";
import { SearchIcon } from "@/components/ui/icons";
import buttons from "@/components/ui/button.module.css";
import { EmptyState } from "@/components/ui/state-message";

/** For an unknown page, an unknown client and someone else's client: one answer. */
export default async function NotFound() {
  const t = await getTranslations("errors");
  return (
    <EmptyState heading="h1" icon={<SearchIcon size={28} />} title={t("notFound.title")} text={t("notFound.text")}
      actions={<Link href="/" className={buttons.quiet}>{t("home")}</Link>} />
  );
}
