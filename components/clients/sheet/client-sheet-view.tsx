import { useTranslations } from "next-intl";
import { useId, type ReactNode } from "react";
import { Panel } from "@/components/ui/panel";
import type { ClientSheet } from "@/lib/domain/client-sheet";
import { ActivityPanel } from "./activity-panel";
import { ApproachPanel } from "./approach-panel";
import { ClimbPanel } from "./climb-panel";
import { ContactPanel } from "./contact-panel";
import { EventsPanel } from "./events-panel";
import { ListPosition, type ListOrigin } from "./list-position";
import { PrintButton } from "./print-button";
import { ProductsPanel } from "./products-panel";
import { HouseholdPanel, ProfilePanel } from "./profile-panels";
import { ScorePanel } from "./score-panel";
import { SheetHeader } from "./sheet-header";
import styles from "./sheet.module.css";
import { SignalsPanel } from "./signals-panel";

type ClientSheetViewProps = {
  sheet: ClientSheet;
  origin: ListOrigin;
  showsAdvisor: boolean;
  /** The parts that listen: the button to log, the suggestions, the timeline. */
  slots: { log: ReactNode; review: ReactNode; reassign: ReactNode; handOver: ReactNode; actions: ReactNode; timeline: ReactNode; brief: ReactNode; invitations: ReactNode };
};

/** One client: what to do, why, and what happened; beside it who they are and what they hold. */
export function ClientSheetView({ sheet, origin, showsAdvisor, slots }: ClientSheetViewProps) {
  const t = useTranslations("client");
  const timeline = useTranslations("timeline");
  const actionsId = useId();
  return (
    <>
      <div className={styles.screen}>
        <ListPosition origin={origin} />
        <SheetHeader sheet={sheet} showsAdvisor={showsAdvisor} actions={<><PrintButton label={t("print")} />{slots.review}{slots.reassign}{slots.log}</>} />
        {slots.handOver}
        <SignalsPanel sheet={sheet} />
        <EventsPanel sheet={sheet} />
        <section className={styles.actions} aria-labelledby={actionsId}>
          <h2 id={actionsId}>{t("actions.title")}</h2>
          {slots.actions}
        </section>
        <div className={styles.sheet}>
          <div className={styles.column}>
            <ApproachPanel sheet={sheet} />
            <ClimbPanel sheet={sheet} />
            <ScorePanel score={sheet.score} status={sheet.client.status} />
            <ActivityPanel activity={sheet.activity} closedMonth={sheet.closedMonth} />
          </div>
          <div className={styles.side}>
            <ContactPanel sheet={sheet} />
            {slots.invitations}
            <ProductsPanel contracts={sheet.contracts} />
            <ProfilePanel sheet={sheet} />
            <HouseholdPanel sheet={sheet} />
          </div>
          <div className={styles.column}><Panel title={timeline("title")}>{slots.timeline}</Panel></div>
        </div>
      </div>
      {slots.brief}
    </>
  );
}
