"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { lazyDialog } from "@/components/lazy-dialog";
import button from "@/components/ui/button.module.css";
import type { ChangeKit, KitView } from "./kit-view";

const KitDialog = lazyDialog(() => import("./kit-dialog").then((module) => module.KitDialog));

/** Opens the words of a sub-segment for writing. */
export function EditKitButton({ kit, name, saveKit }: { kit: KitView; name: string; saveKit: ChangeKit }) {
  const t = useTranslations("approachKit");
  const [open, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" aria-label={t("editNamed", { name })} onClick={() => setOpen(true)}>{t("edit")}</button>
      {open && <KitDialog kit={kit} name={name} saveKit={saveKit} onClose={() => setOpen(false)} />}
    </>
  );
}
