"use client";
import { useLocale, useTranslations } from "next-intl";
import { useEffect, useRef } from "react";
import { SegmentChip } from "@/components/clients/segment-chip";
import button from "@/components/ui/button.module.css";
import { CheckIcon } from "@/components/ui/icons";
import type { LoggedEffect } from "@/lib/domain/interaction-log";
import { formatDay } from "@/lib/i18n/format";
import { useClosedActionWords } from "./closed-action-words";
import styles from "./log-dialog.module.css";

/** What the interaction did: the segment and the scores before and after, and what comes next. */
export function LogEffect({ effect, onClose }: { effect: LoggedEffect; onClose: () => void }) {
  const t = useTranslations("log.effect");
  const closedWords = useClosedActionWords();
  const close = useRef<HTMLButtonElement>(null);
  useEffect(() => close.current?.focus(), []);
  return (
    <>
      <div className={styles.effect}>
        <div role="status">
          <p className={styles.saved}><CheckIcon size={22} /> {t("title")}</p>
          {effect.repeated && <p className={styles.hint}>{t("repeated")}</p>}
          {effect.closedAction && <p className={styles.hint}>{closedWords(effect.closedAction)}</p>}
          <Moves effect={effect} />
          <Following effect={effect} />
        </div>
      </div>
      <div className={styles.foot}><button ref={close} type="button" className={button.primary} onClick={onClose}>{t("close")}</button></div>
    </>
  );
}

function Moves({ effect: { before, after } }: { effect: LoggedEffect }) {
  const t = useTranslations("log.effect");
  const domain = useTranslations("domain");
  const moved = before.segment !== after.segment || before.pnbScore !== after.pnbScore || before.mireScore !== after.mireScore;
  const chip = (segment: LoggedEffect["after"]["segment"]) => <SegmentChip segment={segment} label={domain(`segment.${segment ?? "NEW"}`)} />;
  if (!moved) return <p className={styles.move}>{t("unchanged")} {chip(after.segment)}</p>;
  const scores = [
    { name: domain("term.scorePnb"), from: before.pnbScore, to: after.pnbScore },
    { name: domain("term.scoreMire"), from: before.mireScore, to: after.mireScore },
  ];
  return (
    <>
      <p className={styles.move}>
        {before.segment === after.segment ? <>{t("stays")} {chip(after.segment)}</> : <>{chip(before.segment)} <Arrow /> {chip(after.segment)}</>}
      </p>
      <dl className={styles.scores}>
        {scores.map(({ name, from, to }) => (
          <div key={name} data-moved={from !== to}>
            <dt>{name}</dt>
            <dd>{from === to ? (to ?? t("noScore")) : <>{from ?? t("noScore")} <Arrow /> {to ?? t("noScore")}</>}</dd>
          </div>
        ))}
      </dl>
    </>
  );
}

function Arrow() {
  return <span className={styles.arrow}>→</span>;
}

function Following({ effect: { nextAction } }: { effect: LoggedEffect }) {
  const t = useTranslations("log.effect");
  const domain = useTranslations("domain");
  const locale = useLocale();
  const product = nextAction && (locale === "fr" ? nextAction.productNameFr : nextAction.productNameEn);
  const action = nextAction && [domain(`actionKind.${nextAction.kind}`), product].filter(Boolean).join(" · ");
  return (
    <p className={styles.following}>
      <strong>{t("next")}</strong> {nextAction && action ? t("nextAction", { action, day: formatDay(locale, nextAction.dueOn) }) : t("nextNone")}
    </p>
  );
}
