"use client";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { newSubmissionKey } from "@/components/interactions/submission-key";
import button from "@/components/ui/button.module.css";
import { CopyIcon } from "@/components/ui/icons";
import { useToast } from "@/components/ui/toaster";
import { LONGEST_VIEW_NAME } from "@/lib/domain/list-view";
import { viewAddress } from "../query";
import { useViewChange } from "./use-view-change";
import type { ViewCommands } from "./view-commands";
import { ViewLine, type ViewStanding } from "./view-line";

type SharedViewProps = {
  id: string;
  name: string;
  query: string;
  about?: string;
  /** Those of one's own views. */
  names: readonly string[];
  line: ViewStanding;
  commands: ViewCommands;
  reload: () => Promise<void>;
};

/** A view of somebody else's, or of the workbench: to open, and to make one's own. */
export function SharedView({ id, name, query, about, names, line, commands, reload }: SharedViewProps) {
  const t = useTranslations("listViews");
  const router = useRouter();
  const toast = useToast();
  const { change, isPending, nameError } = useViewChange();
  const copy = () => {
    const own = newSubmissionKey();
    const copyName = freeName(t("copyName", { name }), names);
    change(commands.save({ id: own, name: copyName, query, branchId: null }), async () => {
      toast({ message: t("copied", { name: copyName }), tone: "success" });
      router.push(viewAddress(own));
      await reload();
    });
  };
  return (
    <ViewLine id={id} name={name} about={nameError ?? about} {...line}>
      <button type="button" className={button.icon} title={t("copy")} aria-label={t("copyOf", { name })} disabled={isPending} onClick={copy}><CopyIcon size={16} /></button>
    </ViewLine>
  );
}

/** The name, or the name with the first number that makes it a new one. */
function freeName(name: string, taken: readonly string[]): string {
  const known = new Set(taken.map((other) => other.toLowerCase()));
  const numbered = (number: number) => {
    const end = number === 1 ? "" : ` ${number}`;
    return name.slice(0, LONGEST_VIEW_NAME - end.length).trim() + end;
  };
  let number = 1;
  while (known.has(numbered(number).toLowerCase())) number += 1;
  return numbered(number);
}
