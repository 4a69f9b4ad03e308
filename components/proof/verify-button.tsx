"use client";
import { useTranslations } from "next-intl";
import { useState, useTransition } from "react";
import button from "@/components/ui/button.module.css";
import type { ActionResult } from "@/lib/errors";
import styles from "./chain-table.module.css";

export type VerifyLog = (input: unknown) => Promise<ActionResult<Verdict>>;

type Verdict = { isSound: boolean; lines: string[] };

/** Verifies the log of a branch; says below itself what was found. */
export function VerifyButton({ branchId, label, name, pendingLabel, verify }: { branchId: number; label: string; name: string; pendingLabel: string; verify: VerifyLog }) {
  const errors = useTranslations("errors.code");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  const [pending, startTransition] = useTransition();
  const ask = () => startTransition(async () => {
    const result = await verify({ branchId }).catch(() => ({ ok: false, code: "OFFLINE" }) as const);
    setVerdict(result.ok ? result.data : { isSound: false, lines: [errors(result.code)] });
  });
  return (
    <>
      <button type="button" className={button.primary} aria-label={name} disabled={pending} onClick={ask}>{pending ? pendingLabel : label}</button>
      <div className={styles.waiting} role="status">
        {verdict && !pending && (
          <div className={styles.verdict} data-tone={verdict.isSound ? "success" : "danger"}>{verdict.lines.map((line) => <p key={line}>{line}</p>)}</div>
        )}
      </div>
    </>
  );
}
