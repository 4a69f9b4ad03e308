"use client";
import Link from "next/link";
import { useTranslations } from "next-intl";
import buttons from "@/components/ui/button.module.css";
import { ErrorState } from "@/components/ui/state-message";

/** What failed is in the server's log under the reference; nothing of it is shown here. */
export function PageError({ error, retry }: { error: Error & { digest?: string }; retry: () => void }) {
  const t = useTranslations("errors");
  const common = useTranslations("common");
  const reference = error.digest ? ` ${t("page.reference", { digest: error.digest })}` : "";
  return (
    <ErrorState heading="h1" title={t("page.title")} text={t("page.text") + reference} actions={<>
      <button type="button" className={buttons.primary} onClick={retry}>{common("retry")}</button>
      <Link href="/" className={buttons.quiet}>{t("home")}</Link>
    </>} />
  );
}
