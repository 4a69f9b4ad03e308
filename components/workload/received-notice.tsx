import Link from "next/link";
import { PeopleIcon } from "@/components/ui/icons";
import styles from "./hand-over.module.css";

/** On Today: that clients came into one's portfolio, and the way to them. */
export function ReceivedNotice({ words, link }: { words: string; link: string }) {
  return <p className={styles.strip}><PeopleIcon size={18} /> <span>{words}</span> <Link href="/received" prefetch={false}>{link}</Link></p>;
}
