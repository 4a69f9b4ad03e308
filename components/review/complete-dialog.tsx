"use client";
import type { Route } from "next";
import { useRouter } from "next/navigation";
import { useTranslations } from "next-intl";
import { useId, useState, useTransition, type FormEvent } from "react";
import Alert from "@mui/material/Alert";
import Button from "@mui/material/Button";
import Dialog from "@mui/material/Dialog";
import DialogActions from "@mui/material/DialogActions";
import DialogContent from "@mui/material/DialogContent";
import DialogTitle from "@mui/material/DialogTitle";
import TextField from "@mui/material/TextField";
import { useToast } from "@/components/ui/toaster";
import type { Day } from "@/lib/domain/dates";
import { REVIEW_CHANNELS } from "@/lib/domain/review-document";
import type { Messages } from "@/lib/i18n/messages/fr";
import type { DraftKeeper } from "./draft-keeper";
import type { StartReview } from "./review-commands";
import styles from "./review.module.css";

type Faults = Readonly<Record<string, string>>;
type CompleteDialogProps = {
  clientId: number;
  today: Day;
  draftId: string;
  keeper: DraftKeeper;
  complete: StartReview;
  /** Fields of the checklist that the server refuses. */
  onRefused: (faults: Faults) => void;
  onClose: () => void;
};

/** When and how the review took place; then it is kept as it stands, for good. */
export function CompleteDialog({ today, onClose, ...review }: CompleteDialogProps) {
  const t = useTranslations("review.completing");
  const common = useTranslations("common");
  const domain = useTranslations("domain.channel");
  const titleId = useId();
  const [reviewedOn, setReviewedOn] = useState<string>(today);
  const [channel, setChannel] = useState<string>("");
  const { faultOf, failure, pending, complete } = useCompleting({ ...review, onClose });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    complete({ reviewedOn, channel });
  };
  return (
    <Dialog open onClose={onClose} maxWidth="xs" fullWidth aria-labelledby={titleId}>
      <form onSubmit={submit} noValidate>
        <DialogTitle id={titleId}>{t("title")}</DialogTitle>
        <DialogContent className={styles.dialogFields}>
          <p className={styles.dialogText}>{t("text")}</p>
          {failure && <Alert severity="error">{failure}</Alert>}
          <TextField select label={t("channel")} value={channel} onChange={(event) => setChannel(event.target.value)} required autoFocus error={faultOf("channel") !== undefined} helperText={faultOf("channel")}
            slotProps={{ select: { native: true }, inputLabel: { shrink: true } }}>
            <option value="">{t("choose")}</option>
            {REVIEW_CHANNELS.map((one) => <option key={one} value={one}>{domain(one)}</option>)}
          </TextField>
          <TextField type="date" label={t("day")} value={reviewedOn} onChange={(event) => setReviewedOn(event.target.value)} required error={faultOf("reviewedOn") !== undefined} helperText={faultOf("reviewedOn")}
            slotProps={{ htmlInput: { max: today }, inputLabel: { shrink: true } }} />
        </DialogContent>
        <DialogActions>
          <Button onClick={onClose}>{common("cancel")}</Button>
          <Button type="submit" variant="contained" disabled={pending}>{t("confirm")}</Button>
        </DialogActions>
      </form>
    </Dialog>
  );
}

function useCompleting({ clientId, draftId, keeper, complete, onRefused, onClose }: Omit<CompleteDialogProps, "today">) {
  const t = useTranslations("review");
  const errors = useTranslations("errors");
  const toast = useToast();
  const router = useRouter();
  const [faults, setFaults] = useState<Faults>({});
  const [failure, setFailure] = useState<string | null>(null);
  const [pending, startTransition] = useTransition();
  const send = (held: { reviewedOn: string; channel: string }) => startTransition(async () => {
    setFailure(null);
    if (!(await keeper.flush())) return setFailure(t(`save.${keeper.snapshot().state}`));
    const result = await complete({ clientId, id: draftId, version: keeper.snapshot().version, ...held }).catch(() => ({ ok: false, code: "OFFLINE", fields: undefined }) as const);
    if (result.ok) {
      toast({ message: t("completed"), tone: "success" });
      return router.push(`/clients/${clientId}/review/${result.data.id}` as Route);
    }
    const { reviewedOn, channel, ...checklist } = result.fields ?? {};
    setFaults({ ...(reviewedOn && { reviewedOn }), ...(channel && { channel }) });
    if (Object.keys(checklist).length === 0) return setFailure(reviewedOn ?? channel ? null : errors(`code.${result.code}`));
    onRefused(checklist);
    onClose();
  });
  const faultOf = (field: string) => (faults[field] === undefined ? undefined : errors(`fields.${faults[field] as keyof Messages["errors"]["fields"]}`));
  return { faultOf, failure, pending, complete: send };
}
