"use client";
import { useTranslations } from "next-intl";
import button from "@/components/ui/button.module.css";
import type { InvitationAnswer } from "@/lib/domain/invitation";
import type { InvitationCommand } from "./invitation-commands";
import styles from "./invitations.module.css";
import { useInvitation } from "./use-invitation";

type AnswerButtonsProps = { clientId: number; event: { id: string; title: string }; answers: readonly InvitationAnswer[]; answer: InvitationCommand };

/** Notes what an invited client said, or that they came. */
export function AnswerButtons({ clientId, event, answers, answer }: AnswerButtonsProps) {
  const t = useTranslations("invitations");
  const { pending, send } = useInvitation(answer, t("noted"));
  return (
    <p className={styles.form}>
      {answers.map((one) => (
        <button key={one} type="button" className={button.quiet} disabled={pending} aria-label={t("answerFor", { answer: t(`answer.${one}`), title: event.title })}
          onClick={() => send({ clientId, eventId: event.id, answer: one })}>{t(`answer.${one}`)}</button>
      ))}
    </p>
  );
}
