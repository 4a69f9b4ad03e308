"use server";
import { z } from "zod";
import { serverAction } from "@/lib/auth/server-action";
import { endAllSessions } from "@/lib/data/users";

export const endAllSessionsAction = serverAction("session.endAll", z.strictObject({}), (viewer) => endAllSessions(viewer));
