"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import buttons from "@/components/ui/button.module.css";
import { BlockedIcon, SearchIcon } from "@/components/ui/icons";
import { EmptyState } from "@/components/ui/state-message";

/** For an unknown page, an unknown client and someone else's client: one answer. */
export function MissingPage() {
  const t = useTranslations("errors");
  return <Refusal icon={<SearchIcon size={28} />} title={t("notFound.title")} text={t("notFound.text")} />;
}

/** For a page that the role may not open. */
export function ForbiddenPage() {
  const t = useTranslations("errors");
  return <Refusal icon={<BlockedIcon size={28} />} title={t("forbidden.title")} text={t("forbidden.text")} />;
}

function Refusal({ icon, title, text }: { icon: React.ReactNode; title: string; text: string }) {
  const t = useTranslations("errors");
  return <EmptyState heading="h1" icon={icon} title={title} text={text} actions={<Link href="/" className={buttons.quiet}>{t("home")}</Link>} />;
}
