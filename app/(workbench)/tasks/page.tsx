import { ClientMessages } from "@/components/client-messages";
import { TaskList } from "@/components/control/task-list";
import { CheckIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listOwnTasks } from "@/lib/data/control-tasks";
import { getTranslations } from "@/lib/i18n/translations";
import { answerControlTaskAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("controlReview.tasks"))("title") };
}

/** What control asks of whoever holds the clients, to be answered here. */
export default async function TasksPage() {
  const viewer = await requireAbility("control.answer");
  const [tasks, t] = await Promise.all([listOwnTasks(viewer), getTranslations("controlReview.tasks")]);
  return (
    <ClientMessages namespaces={["controlReview"]}>
      <PageHeader title={t("title")} lead={t("lead")} />
      {tasks.length === 0 ? <EmptyState icon={<CheckIcon size={28} />} title={t("empty")} text={t("emptyText")} /> : <TaskList tasks={tasks} answer={answerControlTaskAction} />}
    </ClientMessages>
  );
}
