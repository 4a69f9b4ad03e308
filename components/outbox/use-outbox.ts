"use client";
import { useSyncExternalStore } from "react";
import { currentView, emptyView, subscribe, type OutboxView } from "./outbox";

export function useOutbox(): OutboxView {
  return useSyncExternalStore(subscribe, currentView, emptyView);
}
