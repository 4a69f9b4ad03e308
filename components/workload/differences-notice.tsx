import Link from "next/link";
import { useTranslations } from "next-intl";
import { PeopleIcon } from "@/components/ui/icons";
import { countStandings, type DifferenceGroup } from "@/lib/domain/advisor-difference";
import styles from "./hand-over.module.css";

/** That the core bank names others for some clients, and the way to them; nothing where all agrees. Those who return by themselves are no matter while there are others. */
export function DifferencesNotice({ groups }: { groups: readonly DifferenceGroup[] }) {
  const t = useTranslations("differences");
  if (groups.length === 0) return null;
  const { OPEN: open, RETURNING: returning } = countStandings(groups, null);
  const [words, href] = open > 0 ? [t("notice", { count: open }), "/supervision/workload/differences"] as const : [t("noticeReturning", { count: returning }), "/supervision/workload/differences?standing=RETURNING"] as const;
  return <p className={styles.strip}><PeopleIcon size={18} /> <span>{words}</span> <Link href={href} prefetch={false}>{t("see")}</Link></p>;
}
