"use client";
import { useTranslations } from "next-intl";
import { useEffect, useRef, useState } from "react";
import button from "@/components/ui/button.module.css";
import { ProgressBar } from "@/components/ui/progress-bar";
import { APP_ERROR_CODES } from "@/lib/errors";
import styles from "./chain-table.module.css";
import { readVerification } from "./verification";

type Verdict = { isSound: boolean; lines: string[] };
type VerifyButtonProps = { /** Where the log is verified. */ href: string; links: number; label: string; name: string; pendingLabel: string };

/** Verifies the log of a branch, or of some days of it: says below itself how far it is, and then what was found. */
export function VerifyButton({ href, links, label, name, pendingLabel }: VerifyButtonProps) {
  const errors = useTranslations("errors.code");
  const [verdict, setVerdict] = useState<Verdict | null>(null);
  /** Links read; null: nothing is asked for. */
  const [done, setDone] = useState<number | null>(null);
  const going = useRef<AbortController>(null);
  useEffect(() => () => going.current?.abort(), []);
  const ask = async () => {
    going.current = new AbortController();
    setDone(0);
    const outcome = await readVerification(href, { onDone: setDone, signal: going.current.signal });
    if (going.current.signal.aborted) return;
    setDone(null);
    setVerdict("code" in outcome ? { isSound: false, lines: [errors(APP_ERROR_CODES.find((code) => code === outcome.code) ?? "OFFLINE")] } : outcome);
  };
  return (
    <>
      <button type="button" className={button.primary} aria-label={name} disabled={done !== null} onClick={() => void ask()}>{done === null ? label : pendingLabel}</button>
      {done !== null && done > 0 && <div className={styles.waiting}><ProgressBar label={name} share={Math.min(1, done / Math.max(1, links))} words={`${done} / ${links}`} /></div>}
      <div className={styles.waiting} role="status">
        {verdict && done === null && (
          <div className={styles.verdict} data-tone={verdict.isSound ? "success" : "danger"}>{verdict.lines.map((line) => <p key={line}>{line}</p>)}</div>
        )}
      </div>
    </>
  );
}
