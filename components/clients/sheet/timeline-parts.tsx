import Link from "next/link";
import type { Route } from "next";
import { useTranslations } from "next-intl";
import { TIMELINE_PARTS, type TimelinePart } from "@/lib/domain/client-sheet";
import styles from "./timeline.module.css";

type TimelinePartsProps = { clientId: number; part: TimelinePart | null; query: string };

/** Which part of the timeline is shown: links, so that each is an address of its own. `query`: of this page as it is. */
export function TimelineParts({ clientId, part, query }: TimelinePartsProps) {
  const t = useTranslations("timeline.parts");
  return (
    <nav aria-label={t("label")}>
      <ul className={styles.parts}>
        {[null, ...TIMELINE_PARTS].map((choice) => (
          <li key={choice}>
            <Link href={`/clients/${clientId}?${withPart(query, choice)}` as Route} prefetch={false} scroll={false} aria-current={choice === part ? "true" : undefined}>
              {t(choice ?? "ALL")}
            </Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** The rest of the address, the place in the list with it, stays as it is. */
function withPart(query: string, part: TimelinePart | null): string {
  const params = new URLSearchParams(query);
  params.delete("timeline");
  if (part) params.set("timeline", part);
  return params.toString();
}
