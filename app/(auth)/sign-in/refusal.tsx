"use client";
import { useLocale, useTranslations } from "next-intl";
import { WarningIcon } from "@/components/ui/icons";
import type { SignInRefusal } from "@/lib/auth/sign-in-answer";
import { formatInstant } from "@/lib/i18n/format";
import styles from "./sign-in.module.css";

/** Why one is not signed in. The alert is there from the start, so that its words are announced when they come. */
export function Refusal({ id, refusal, missing = false }: { id: string; refusal: SignInRefusal | null; missing?: boolean }) {
  const t = useTranslations("signIn");
  const locale = useLocale();
  const words = () => {
    if (missing) return t("missing");
    switch (refusal?.kind) {
      case "WRONG": return t("wrong");
      case "LIMITED": return t("limited", { time: formatInstant(locale, refusal.retryAt, "time") });
      case "FAILED": return t("failed");
      case undefined: return null;
    }
  };
  const text = words();
  return <div id={id} role="alert" className={styles.refusal}>{text && <p><WarningIcon size={18} />{text}</p>}</div>;
}
