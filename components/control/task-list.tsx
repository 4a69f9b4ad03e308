"use client";
import type { Route } from "next";
import Link from "next/link";
import { useLocale, useTranslations } from "next-intl";
import { useId, useState } from "react";
import button from "@/components/ui/button.module.css";
import { Tag } from "@/components/ui/tag";
import type { ControlTask } from "@/lib/domain/control-campaign";
import { formatDay, formatInstant } from "@/lib/i18n/format";
import { useCommand, type ControlCommand } from "./use-command";
import styles from "./task.module.css";

type TaskListProps = {
  tasks: readonly ControlTask[];
  /** For who holds the client. */
  answer?: ControlCommand;
  /** For who supervises. */
  check?: ControlCommand;
};

/** What was asked to be put right, with each step since, and the step that is the viewer's to make. */
export function TaskList({ tasks, answer, check }: TaskListProps) {
  return <ul className={styles.list}>{tasks.map((task) => <Task key={task.id} task={task} answer={answer} check={check} />)}</ul>;
}

function Task({ task, answer, check }: { task: ControlTask } & Omit<TaskListProps, "tasks">) {
  const t = useTranslations("controlReview.task");
  const locale = useLocale();
  const at = (instant: Date) => formatInstant(locale, instant);
  return (
    <li id={`task-${task.id}`} className={styles.task}>
      <p className={styles.head}>
        <Link href={`/clients/${task.clientId}` as Route} prefetch={false}><strong>{task.clientName}</strong></Link>
        <span>{t("entry", { day: formatDay(locale, task.occurredOn) })}</span>
        <Tag tone={task.status === "OPEN" ? "info" : task.status === "ANSWERED" ? "warning" : "neutral"}>{t(`status.${task.status}`)}</Tag>
        {task.isLate && <Tag tone="danger">{t("late")}</Tag>}
      </p>
      <p className={styles.asked}>{task.asked}</p>
      <p className={styles.note}>{t("due", { day: formatDay(locale, task.dueOn) })} · {t("owner", { name: task.ownerName })} · {t("askedBy", { name: task.askedBy, at: at(task.askedAt) })}</p>
      {task.steps.length > 0 && (
        <ol className={styles.steps}>
          {task.steps.map((step, index) => <li key={index}><span className={styles.note}>{t(`step.${step.kind}`, { name: step.by, at: at(step.at) })}</span>{step.text && <span>{step.text}</span>}</li>)}
        </ol>
      )}
      {answer && task.status === "OPEN" && <AnswerForm task={task} answer={answer} />}
      {check && task.status === "ANSWERED" && <CheckForm task={task} check={check} />}
    </li>
  );
}

function AnswerForm({ task, answer }: { task: ControlTask; answer: ControlCommand }) {
  const t = useTranslations("controlReview.task");
  const { isPending, run, toast } = useCommand();
  const [text, setText] = useState("");
  const id = useId();
  const send = () => run(answer, { clientId: task.clientId, taskId: task.id, text }, () => toast({ message: t("answered"), tone: "success" }));
  return (
    <div className={styles.form}>
      <label htmlFor={id}>{t("answerText")}</label>
      <textarea id={id} className={styles.input} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <button type="button" className={button.primary} disabled={isPending || text.trim() === ""} onClick={send}>{t("answer")}</button>
    </div>
  );
}

function CheckForm({ task, check }: { task: ControlTask; check: ControlCommand }) {
  const t = useTranslations("controlReview.task");
  const { isPending, run, toast } = useCommand();
  const [text, setText] = useState("");
  const id = useId();
  const send = (isDone: boolean) => run(check, { clientId: task.clientId, taskId: task.id, isDone, text }, () => toast({ message: t(isDone ? "closedToast" : "reopenedToast"), tone: "success" }));
  return (
    <div className={styles.form}>
      <label htmlFor={id}>{t("reason")}</label>
      <textarea id={id} className={styles.input} maxLength={2000} value={text} onChange={(event) => setText(event.target.value)} />
      <div className={styles.buttons}>
        <button type="button" className={button.primary} disabled={isPending} onClick={() => send(true)}>{t("close")}</button>
        <button type="button" className={button.quiet} disabled={isPending || text.trim() === ""} onClick={() => send(false)}>{t("reopen")}</button>
      </div>
    </div>
  );
}
