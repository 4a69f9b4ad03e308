"use client";
import { useState } from "react";
import type { ReassignCommands } from "@/components/workload/workload-commands";
import { lazyPanel } from "@/components/lazy-panel";
import type { Day } from "@/lib/domain/dates";
import type { BulkCommands, CountSelection } from "./bulk-commands";
import { useBulkRun } from "./bulk-run";
import styles from "./bulk.module.css";
import { countOf, useSelection } from "./client-selection";

export type BulkDockProps = {
  /** The list's address, without place and order. */
  list: string;
  /** The same with its order and its columns, which are those of a file. */
  asShown: string;
  /** The bank's day; null where there is no row. */
  today: Day | null;
  countSelection: CountSelection;
  /** Null where one may only look. */
  commands: BulkCommands | null;
  /** Null where one gives clients to nobody. */
  reassign: ReassignCommands | null;
};
/** `status`: where it is said how many are chosen; a screen reader must know the place before anything is said there. */
export type BulkBarProps = BulkDockProps & { status: HTMLElement | null };

/** What may be done with the clients chosen in a list, and how far it is: at the bottom of the window. Loaded with its words when the first is chosen. */
export function BulkDock(props: BulkDockProps) {
  const selection = useSelection(props.list);
  const isShown = useBulkRun() !== null || selection.all || countOf(selection) !== 0;
  const [status, setStatus] = useState<HTMLElement | null>(null);
  return (
    <div className={styles.dock} data-dock="bulk" data-shown={isShown}>
      <p ref={setStatus} role="status" className={styles.count} />
      {isShown && <BulkBar {...props} status={status} />}
    </div>
  );
}

const BulkBar = lazyPanel<BulkBarProps>(async () => (await import("./bulk-bar")).BulkBar, {
  fr: async () => {
    const [bulk, actions, domain] = await Promise.all([import("@/lib/i18n/messages/fr/bulk.json"), import("@/lib/i18n/messages/fr/actions.json"), import("@/lib/i18n/messages/fr/domain.json")]);
    return { bulk: bulk.default, actions: actions.default, domain: domain.default };
  },
  en: async () => {
    const [bulk, actions, domain] = await Promise.all([import("@/lib/i18n/messages/en/bulk.json"), import("@/lib/i18n/messages/en/actions.json"), import("@/lib/i18n/messages/en/domain.json")]);
    return { bulk: bulk.default, actions: actions.default, domain: domain.default };
  },
});
