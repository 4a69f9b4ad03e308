"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import type { KeptBecause } from "@/components/outbox/send-log";
import button from "@/components/ui/button.module.css";
import { UploadIcon } from "@/components/ui/icons";
import styles from "./log-dialog.module.css";

/** The server did not take it in time: where it is now, and that nothing has to be done. */
export function LogKept({ why, onClose }: { why: KeptBecause; onClose: () => void }) {
  const t = useTranslations("log.kept");
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <div className={styles.effect}>
        <div role="status">
          <p className={styles.kept}><UploadIcon size={22} /> {t("title")}</p>
          <p>{t(why)}</p>
        </div>
      </div>
      <div className={styles.foot}><button ref={close} type="button" className={button.primary} onClick={onClose}>{t("close")}</button></div>
    </>
  );
}
