"use client";
import { useTranslations } from "next-intl";
import type { ReactNode } from "react";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import { useToast } from "@/components/ui/toaster";
import { MOST_VIEWS, SHIPPED_VIEWS, type ShippedViewId } from "@/lib/domain/list-view";
import { OwnView } from "./own-view";
import { SharedView } from "./shared-view";
import { useViewChange } from "./use-view-change";
import { useViews, type ViewsState } from "./use-views";
import type { ListedViews, ShownView, ViewCommands } from "./view-commands";
import { ViewForm } from "./view-form";
import { ViewLine } from "./view-line";
import styles from "./views.module.css";

export type ViewsPanelProps = {
  id: string;
  /** The list as it stands. */
  query: string;
  shown: ShownView | null;
  commands: ViewCommands;
  /** Opened to give the list a name. */
  isNaming: boolean;
  /** Leads to a view that was chosen, or made; null: to every client. */
  onOpen: (id: string | null) => void;
};

/** The views one may open, one's own first, and a name for the list as it stands. */
export function ViewsPanel({ id, ...props }: ViewsPanelProps) {
  const t = useTranslations("listViews");
  const { state, reload } = useViews(props.commands.list);
  return (
    <div id={id} role="group" aria-label={t("panel")} aria-busy={state.state === "ASKED"} className={styles.panel}>
      {state.state === "READY" ? <Views listed={state.listed} reload={reload} {...props} /> : <NotThere state={state} />}
    </div>
  );
}

function NotThere({ state }: { state: Exclude<ViewsState, { state: "READY" }> }) {
  const common = useTranslations("common");
  const errors = useTranslations("errors.code");
  if (state.state === "REFUSED") return <p role="alert" className={styles.error}>{errors(state.code)}</p>;
  return <p role="status" className={styles.waiting}><span className="visually-hidden">{common("loading")}</span></p>;
}

type ViewsProps = Omit<ViewsPanelProps, "id"> & { listed: ListedViews; reload: () => Promise<void> };

function Views({ listed: { views, defaultId, branches }, reload, query, shown, commands, isNaming, onOpen }: ViewsProps) {
  const t = useTranslations("listViews");
  const { change } = useViewChange();
  const choose = (id: string | null) => change(commands.chooseDefault({ id: id === defaultId ? null : id }), reload);
  const currentId = shown ? shown.id : query === "" ? null : undefined;
  const lineOf = (id: string | null) => ({ isCurrent: currentId === id, isDefault: defaultId === id, onDefault: () => choose(id), onOpen: () => onOpen(id) });
  const [own, shared] = [views.filter((view) => view.isOwn), views.filter((view) => !view.isOwn)];
  const shipped = Object.keys(SHIPPED_VIEWS) as ShippedViewId[];
  const names = own.map(({ name }) => name);
  return (
    <>
      <div className={styles.groups}>
        <Group label={t("own")} isEmpty={own.length === 0} none={t("none")}>
          {own.map((view) => <OwnView key={view.id} view={view} branches={branches} line={lineOf(view.id)} commands={commands} reload={reload} />)}
        </Group>
        {shared.length > 0 && (
          <Group label={t("shared")}>
            {shared.map((view) => <SharedView key={view.id} name={view.name} query={view.query} about={t("sharedBy", { name: view.ownerName })} id={view.id} names={names} line={lineOf(view.id)} commands={commands} reload={reload} />)}
          </Group>
        )}
        <Group label={t("ready")}>
          <ViewLine id={null} name={t("everyone")} {...lineOf(null)} />
          {shipped.map((id) => <SharedView key={id} id={id} name={t(`shipped.${id}`)} query={SHIPPED_VIEWS[id]} names={names} line={lineOf(id)} commands={commands} reload={reload} />)}
        </Group>
      </div>
      <SaveList query={query} shown={shown} branches={branches} isFull={own.length >= MOST_VIEWS} isNaming={isNaming} save={commands.save} onOpen={onOpen} />
    </>
  );
}

function Group({ label, isEmpty = false, none, children }: { label: string; isEmpty?: boolean; none?: string; children: ReactNode }) {
  return (
    <section className={styles.group}>
      <h2>{label}</h2>
      {isEmpty ? <p>{none}</p> : <ul aria-label={label}>{children}</ul>}
    </section>
  );
}

type SaveListProps = Pick<ViewsProps, "query" | "shown" | "isNaming" | "onOpen"> & { branches: ListedViews["branches"]; isFull: boolean; save: ViewCommands["save"] };

/** Names the list as it stands; the address then leads to the new view. */
function SaveList({ query, shown, branches, isFull, isNaming, save, onOpen }: SaveListProps) {
  const t = useTranslations("listViews");
  const toast = useToast();
  const { change, isPending, nameError } = useViewChange();
  if (isFull) return <p className={styles.hint}>{t("full", { count: MOST_VIEWS })}</p>;
  const hasText = new URLSearchParams(query).has("q");
  const add = (view: { name: string; branchId: number | null }) => {
    const id = newSubmissionKey();
    change(save({ id, ...view, query }), () => {
      toast({ message: t("kept", { name: view.name }), tone: "success" });
      onOpen(id);
    });
  };
  return (
    <ViewForm key={shown?.id} label={t("save")} submit={t("saveSubmit")} name="" branchId={null} branches={branches} error={nameError} isPending={isPending}
      autoFocus={isNaming} hint={t(hasText ? "withoutText" : "whatIsSaved")} onSubmit={add} />
  );
}
