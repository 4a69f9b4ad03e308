"use client";
import { lazyDialog } from "./lazy-dialog";

export const ConfirmDialog = lazyDialog(() => import("@/components/ui/confirm-dialog").then((module) => module.ConfirmDialog));
