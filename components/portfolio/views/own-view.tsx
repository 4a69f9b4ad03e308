"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useState } from "react";
import button from "@/components/ui/button.module.css";
import { CloseIcon, PencilIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import type { SavedView } from "@/lib/domain/list-view";
import { viewAddress } from "../query";
import { useViewChange } from "./use-view-change";
import type { ListedViews, ViewCommands } from "./view-commands";
import { ViewForm } from "./view-form";
import { ViewLine, type ViewStanding } from "./view-line";
import styles from "./views.module.css";

type OwnViewProps = {
  view: SavedView;
  branches: ListedViews["branches"];
  line: ViewStanding;
  commands: ViewCommands;
  reload: () => Promise<void>;
};

/** One's own view: renamed, shared or not, removed, and taken back when that was a slip. */
export function OwnView({ view: { id, name, query, branchId, branchName, version }, branches, line, commands, reload }: OwnViewProps) {
  const t = useTranslations("listViews");
  const common = useTranslations("common");
  const router = useRouter();
  const toast = useToast();
  const { change, isPending, nameError } = useViewChange();
  const [isEdited, setEdited] = useState(false);
  const takeBack = () => change(commands.save({ id, name, query, branchId }), async () => {
    await reload();
    router.refresh();
  });
  const remove = () => change(commands.remove({ id }), async () => {
    toast({ message: t("removed", { name }), action: { label: common("undo"), onClick: takeBack } });
    if (line.isCurrent) router.push(viewAddress(null));
    await reload();
  });
  const rename = (next: { name: string; branchId: number | null }) => change(commands.change({ id, version, query, ...next }), async () => {
    setEdited(false);
    router.refresh();
    await reload();
  });
  if (isEdited) {
    return (
      <li className={styles.edited}>
        <ViewForm label={t("editOf", { name })} submit={common("save")} name={name} branchId={branchId} branches={branches} error={nameError} isPending={isPending} autoFocus
          onSubmit={rename} onCancel={() => setEdited(false)} />
      </li>
    );
  }
  return (
    <ViewLine id={id} name={name} about={branchName === null ? undefined : t("sharedWith", { name: branchName })} {...line}>
      <button type="button" className={button.icon} title={t("edit")} aria-label={t("editOf", { name })} onClick={() => setEdited(true)}><PencilIcon size={16} /></button>
      <button type="button" className={button.icon} title={t("remove")} aria-label={t("removeOf", { name })} disabled={isPending} onClick={remove}><CloseIcon size={16} /></button>
    </ViewLine>
  );
}
