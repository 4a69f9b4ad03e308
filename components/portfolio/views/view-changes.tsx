"use client";
import { useRouter } from "next/navigation";
import Link from "next/link";
import { useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import { useToast } from "@/components/ui/toaster";
import { viewAddress } from "../query";
import { useViewChange } from "./use-view-change";
import type { ShownView, ViewCommands } from "./view-commands";
import styles from "./views.module.css";

export type ViewChangesProps = { query: string; shown: ShownView; change: ViewCommands["change"]; onSaveAs: () => void };

/** The list is no longer that of its view: to be kept, kept under another name, or taken back. */
export function ViewChanges({ query, shown: { id, name, saved }, change: save, onSaveAs }: ViewChangesProps) {
  const t = useTranslations("listViews");
  const router = useRouter();
  const toast = useToast();
  const { change, isPending, nameError } = useViewChange();
  const keep = () => saved && change(save({ id, version: saved.version, name: saved.name, branchId: saved.branchId, query }), () => {
    toast({ message: t("kept", { name }), tone: "success" });
    router.push(viewAddress(id));
  });
  return (
    <div role="group" aria-label={t("changed", { name })} className={styles.changes}>
      <p>{t("changed", { name })}</p>
      {saved?.isOwn && <button type="button" className={button.primary} disabled={isPending} onClick={keep}>{t("keep")}</button>}
      <button type="button" className={button.quiet} onClick={onSaveAs}>{t("saveAs")}</button>
      <Link href={viewAddress(id)} prefetch={false} className={button.quiet}>{t("discard")}</Link>
      {nameError && <p role="alert" className={styles.error}>{nameError}</p>}
    </div>
  );
}
