"use client";
import { useTranslations } from "next-intl";
import { lazy, Suspense, useState } from "react";
import button from "@/components/ui/button.module.css";
import { CalendarIcon } from "@/components/ui/icons";
import type { FeedCommands, ShownFeed } from "./feed-commands";

const FeedDialog = lazy(() => import("./feed-dialog").then((module) => ({ default: module.FeedDialog })));

/** Opens what there is to know of the private address by which other calendars read this one. */
export function FeedButton({ feed, commands }: { feed: ShownFeed | null; commands: FeedCommands }) {
  const t = useTranslations("agenda.feed");
  const [isOpen, setOpen] = useState(false);
  return (
    <>
      <button type="button" className={button.quiet} aria-haspopup="dialog" onClick={() => setOpen(true)}><CalendarIcon size={16} /> {t("open")}</button>
      {isOpen && <Suspense><FeedDialog feed={feed} commands={commands} onClose={() => setOpen(false)} /></Suspense>}
    </>
  );
}
