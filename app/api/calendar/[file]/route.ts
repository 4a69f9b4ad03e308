import { createHash } from "node:crypto";
import { readCalendarSecret } from "@/lib/auth/calendar-secret";
import { limitGuesses } from "@/lib/auth/sign-in-limit";
import { proveCalendarOwner } from "@/lib/auth/viewer";
import { admitCalendar, listCalendarSteps, type CalendarAdmission } from "@/lib/data/calendar-feeds";
import type { Viewer } from "@/lib/data/viewer";
import { calendarEvent } from "@/lib/domain/calendar-feed";
import { calendarFile } from "@/lib/domain/calendar-file";
import { webEnv } from "@/lib/env";
import { negotiateLocale } from "@/lib/i18n/locale";
import { wordsIn } from "@/lib/i18n/translations";
import { logEvent, traceOf } from "@/lib/log";

/** Nobody but the program that asked keeps it, and no machine that reads the web lists it. */
const PRIVATE = { "Cache-Control": "private, no-store", "X-Robots-Tag": "noindex", "Referrer-Policy": "no-referrer" };

/**
 * The calendar of whoever made this address, for the program they gave it to. A wrong and a revoked address, and that of
 * someone who has left, get one answer. The address is a secret: it is in no log.
 */
export async function GET(request: Request, { params }: { params: Promise<{ file: string }> }): Promise<Response> {
  try {
    const proof = readCalendarSecret((await params).file);
    const admission = proof && (await admitCalendar(proof));
    const viewer = admission && (await proveCalendarOwner(admission.ownerId));
    if (!admission || !viewer) return await refuse(request);
    if (admission.retryAfter !== null) return tooOften(admission.retryAfter);
    return answer(request, await fileOf(viewer, admission));
  } catch (error) {
    logEvent("calendar.unanswered", traceOf(error));
    return new Response(null, { status: 503, headers: { ...PRIVATE, "Retry-After": "300" } });
  }
}

async function fileOf(viewer: Viewer, { names, locale }: CalendarAdmission): Promise<string> {
  const { today, steps } = await listCalendarSteps(viewer);
  const spoken = negotiateLocale(locale, null);
  const [t, domain] = [wordsIn(spoken, "agenda.ical"), wordsIn(spoken, "domain")];
  const wording = {
    names, today, address: webEnv().NEXTAUTH_URL.replace(/\/+$/, ""), late: t("late"), open: t("open"),
    kind: (kind: (typeof steps)[number]["kind"]) => domain(`actionKind.${kind}`),
    channel: (channel: (typeof steps)[number]["channel"]) => domain(`channel.${channel}`),
  };
  return calendarFile(t("name"), steps.map((step) => calendarEvent(step, wording)));
}

function answer(request: Request, file: string): Response {
  const tag = `"${createHash("sha256").update(file).digest("base64url")}"`;
  const headers = { ...PRIVATE, ETag: tag, "Content-Type": "text/calendar; charset=utf-8", "Content-Disposition": 'inline; filename="mireille.ics"' };
  if (request.headers.get("if-none-match") === tag) return new Response(null, { status: 304, headers });
  return new Response(file, { headers });
}

async function refuse(request: Request): Promise<Response> {
  const retryAt = await limitGuesses(request.headers.get("x-forwarded-for"));
  return retryAt ? tooOften(Math.max(1, Math.ceil((retryAt.getTime() - Date.now()) / 1_000))) : new Response(null, { status: 404, headers: PRIVATE });
}

function tooOften(seconds: number): Response {
  return new Response(null, { status: 429, headers: { ...PRIVATE, "Retry-After": String(seconds) } });
}
