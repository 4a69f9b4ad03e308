import type { useTranslations } from "next-intl";
import type { ActionCard } from "@/lib/domain/action-card";
import { isCommercial } from "@/lib/domain/action-policy";
import type { ChurnSignal } from "@/lib/domain/churn-watch";
import { COMMERCIAL_INTERVAL_DAYS } from "@/lib/domain/contact-policy";
import { daysBetween, type Day } from "@/lib/domain/dates";
import { REVIEW_DAYS, type ActionReason } from "@/lib/domain/next-actions";
import { formatDay, formatEuros, formatNumber, formatPercent } from "@/lib/i18n/format";
import type { Locale } from "@/lib/i18n/locale";

/** What putting an action in words takes: the language, the bank's day, the words of `actions` and of `domain`. */
export type Wording = {
  locale: Locale;
  today: Day;
  t: ReturnType<typeof useTranslations<"actions">>;
  domain: ReturnType<typeof useTranslations<"domain">>;
};

export type ActionWords = {
  /** The kind, and the product where there is one. */
  title: string;
  kind: string;
  productName: string | null;
  /** Why, with its numbers: a sentence each. */
  reasons: string[];
  channel: string;
  /** When it is due; while it is snoozed, when it comes back. */
  due: { text: string; day: string; isLate: boolean };
  isSnoozed: boolean;
  /** Why, and until when, the contact policy forbids it; null: it does not. */
  block: string | null;
  /** That the contact policy allows a commercial contact, and on which ground; null: it is none, or forbidden. */
  allowance: string | null;
  priority: { value: string; factors: string; inWords: string };
};

/** Everything that an advisor reads of an action. Pure: the same card and day give the same words. */
export function actionWords(card: ActionCard, wording: Wording): ActionWords {
  const { domain } = wording;
  const kind = domain(`actionKind.${card.kind}`);
  const productName = card.productCode === null ? null : productNameOf(card.productCode, card, wording);
  return {
    title: [kind, productName].filter(Boolean).join(" · "),
    kind,
    productName,
    reasons: reasonSentences(card.reason, card, wording),
    channel: domain(`channel.${card.channel}`),
    due: dueWords(card, wording),
    isSnoozed: isSnoozed(card, wording),
    block: blockWords(card, wording),
    allowance: isCommercial(card.kind) && card.blockedBy === null ? wording.t(`allowance.${card.ground ?? "CONSENT"}`) : null,
    priority: priorityWords(card, wording),
  };
}

function reasonSentences(reason: ActionReason, card: ActionCard, wording: Wording): string[] {
  const { locale, t } = wording;
  switch (reason.code) {
    case "CADENCE":
      return [sinceContact(reason, { known: "cadence", never: "cadenceNever" }, wording)];
    case "OUT_OF_TOUCH":
      return [sinceContact(reason, { known: "outOfTouch", never: "outOfTouchNever" }, wording), ...entryOffer(reason.sharePercent, card, wording)];
    case "CHURN":
      return reason.signals.map((signal) => signalWords(signal, card, wording));
    case "SPECIFIC_OFFER":
      return [t("reason.specificOffer", { product: productNameOf(card.productCode, card, wording) })];
    case "PEER_GAP":
      return peerGap(reason, card, wording);
    case "REVIEW":
      return [reviewWords(reason, wording)];
    case "WELCOME": {
      const days = daysBetween(reason.clientSinceOn, wording.today);
      const welcomeDays = daysBetween(reason.clientSinceOn, card.dueOn);
      return [t("reason.welcome", { day: formatDay(locale, reason.clientSinceOn), days, welcomeDays })];
    }
    case "COMPLAINT":
      return [t("reason.complaint", { ...past(reason.since, wording), dueOn: formatDay(locale, card.dueOn) })];
    case "PLANNED":
      return [t("reason.planned", past(reason.plannedOn, wording))];
    case "REMINDER":
      return [t("reason.reminder", past(reason.setOn, wording))];
  }
}

type ContactReason = { cadenceDays: number; lastContactOn: Day | null };
type ContactKeys = { known: "cadence" | "outOfTouch"; never: "cadenceNever" | "outOfTouchNever" };

function sinceContact({ cadenceDays, lastContactOn }: ContactReason, { known, never }: ContactKeys, wording: Wording): string {
  if (lastContactOn === null) return wording.t(`reason.${never}`, { cadenceDays });
  return wording.t(`reason.${known}`, { ...past(lastContactOn, wording), cadenceDays });
}

function entryOffer(sharePercent: number | null, card: ActionCard, wording: Wording): string[] {
  if (sharePercent === null || card.productCode === null) return [];
  const product = productNameOf(card.productCode, card, wording);
  return [wording.t("reason.entryOffer", { product, share: formatPercent(wording.locale, sharePercent / 100) })];
}

function peerGap(reason: Extract<ActionReason, { code: "PEER_GAP" }>, card: ActionCard, wording: Wording): string[] {
  const { locale, t, domain } = wording;
  const gap = t("reason.peerGap", {
    product: productNameOf(card.productCode, card, wording),
    share: formatPercent(locale, reason.sharePercent / 100),
    peers: formatNumber(locale, reason.peers),
    segment: domain(`segment.${reason.segmentUp}`),
  });
  return reason.movesTo === null ? [gap] : [gap, t("reason.movesTo", { segment: domain(`segment.${reason.movesTo}`) })];
}

function reviewWords({ lastReviewOn, agreedOn }: Extract<ActionReason, { code: "REVIEW" }>, wording: Wording): string {
  if (lastReviewOn === null) return wording.t("reason.reviewNever", { reviewDays: REVIEW_DAYS });
  if (agreedOn) return wording.t("reason.reviewAgreed", { ...past(lastReviewOn, wording), agreedDay: formatDay(wording.locale, agreedOn) });
  return wording.t("reason.review", { ...past(lastReviewOn, wording), reviewDays: REVIEW_DAYS });
}

/** One churn signal with its numbers. `card` names the products. */
export function signalWords(signal: ChurnSignal, card: Pick<ActionCard, "productNames">, wording: Wording): string {
  const { t } = wording;
  switch (signal.code) {
    case "MONEY_IN_DOWN":
      return t("signal.moneyInDown", fall(signal, wording));
    case "BALANCE_DOWN":
      return t(signal.toCents < 0 ? "signal.balanceNegative" : "signal.balanceDown", fall(signal, wording));
    case "INCOME_STOPPED":
      return t("signal.incomeStopped");
    case "PRODUCT_CLOSED":
      return t("signal.productClosed", { ...past(signal.closedOn, wording), product: productNameOf(signal.productCode, card, wording) });
    case "DIGITAL_STOPPED":
      return t("signal.digitalStopped", { sessions: formatNumber(wording.locale, signal.sessionsBefore) });
    case "COMPLAINT":
      return t("signal.complaint", past(signal.since, wording));
    case "LOW_SATISFACTION":
      return t("signal.lowSatisfaction", { ...past(signal.answeredOn, wording), score: String(signal.score) });
    case "NO_CONTACT":
      return t(signal.contacted ? "signal.noContact" : "signal.neverContacted", { ...past(signal.since, wording), cadenceDays: signal.cadenceDays });
  }
}

function fall({ percent, fromCents, toCents }: { percent: number; fromCents: number; toCents: number }, { locale }: Wording) {
  return { percent: formatPercent(locale, percent / 100), from: formatEuros(locale, fromCents), to: formatEuros(locale, toCents) };
}

function isSnoozed({ snoozedUntilOn }: ActionCard, { today }: Wording): boolean {
  return snoozedUntilOn !== null && snoozedUntilOn > today;
}

function dueWords(card: ActionCard, wording: Wording): ActionWords["due"] {
  const { locale, today, t } = wording;
  const { dueOn, snoozedUntilOn } = card;
  if (snoozedUntilOn !== null && isSnoozed(card, wording)) return { text: t("due.snoozed"), day: formatDay(locale, snoozedUntilOn), isLate: false };
  const ahead = daysBetween(today, dueOn);
  const text = ahead < 0 ? t("due.overdue", { days: -ahead }) : ahead === 0 ? t("due.today") : t("due.ahead", { days: ahead });
  return { text, day: formatDay(locale, dueOn), isLate: ahead < 0 };
}

function blockWords({ blockedBy, blockedUntilOn }: ActionCard, { locale, t }: Wording): string | null {
  if (blockedBy === null) return null;
  if (blockedBy !== "RECENT_COMMERCIAL_CONTACT") return t(`block.${blockedBy}`);
  return t(`block.${blockedBy}`, { days: COMMERCIAL_INTERVAL_DAYS, until: blockedUntilOn === null ? "" : formatDay(locale, blockedUntilOn) });
}

function priorityWords({ successChance, valueCents, urgency, priority }: ActionCard, { locale, t }: Wording): ActionWords["priority"] {
  const factors = { chance: formatPercent(locale, successChance), value: formatEuros(locale, valueCents), urgency: formatNumber(locale, urgency, 2) };
  return { value: formatNumber(locale, priority, priority < 10 ? 1 : 0), factors: t("factors", factors), inWords: t("factorsInWords", factors) };
}

function productNameOf(code: string | null, { productNames }: Pick<ActionCard, "productNames">, { locale, t }: Wording): string {
  return (code === null ? undefined : productNames[code]?.[locale]) ?? t("unknownProduct");
}

/** A day gone by: its date and how long ago that is. */
function past(day: Day, { locale, today, t }: Wording): { day: string; ago: string } {
  return { day: formatDay(locale, day), ago: t("ago", { days: daysBetween(day, today) }) };
}
