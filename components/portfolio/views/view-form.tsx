"use client";
import { useTranslations } from "next-intl";
import { useId, type FormEvent } from "react";
import button from "@/components/ui/button.module.css";
import { LONGEST_VIEW_NAME } from "@/lib/domain/list-view";
import styles from "./views.module.css";

type ViewFormProps = {
  label: string;
  name: string;
  branchId: number | null;
  /** Those that the viewer may share with; none: the question does not arise. */
  branches: readonly { id: number; name: string }[];
  submit: string;
  error: string | null;
  isPending: boolean;
  hint?: string;
  autoFocus?: boolean;
  onSubmit: (view: { name: string; branchId: number | null }) => void;
  onCancel?: () => void;
};

/** Names a view, and says who sees it. */
export function ViewForm({ label, name, branchId, branches, submit, error, isPending, hint, autoFocus, onSubmit, onCancel }: ViewFormProps) {
  const t = useTranslations("listViews");
  const common = useTranslations("common");
  const id = useId();
  const send = (event: FormEvent<HTMLFormElement>) => {
    event.preventDefault();
    const data = new FormData(event.currentTarget);
    const branch = data.get("branch");
    onSubmit({ name: String(data.get("name")), branchId: branch ? Number(branch) : null });
  };
  return (
    <form className={styles.form} aria-label={label} aria-busy={isPending} onSubmit={send} onKeyDown={(event) => event.key === "Escape" && onCancel?.()}>
      <label className={styles.field}>
        <span>{t("name")}</span>
        {/* Opened by a button that goes away with it: the focus has to go somewhere. */}
        <input name="name" defaultValue={name} required maxLength={LONGEST_VIEW_NAME} autoComplete="off" autoFocus={autoFocus} aria-invalid={error !== null} aria-describedby={error ? id : undefined} />
      </label>
      {error && <p id={id} role="alert" className={styles.error}>{error}</p>}
      {branches.length > 0 && (
        <label className={styles.field}>
          <span>{t("seenBy")}</span>
          <select name="branch" defaultValue={branchId ?? ""}>
            <option value="">{t("onlyMe")}</option>
            {branches.map((branch) => <option key={branch.id} value={branch.id}>{t("branch", { name: branch.name })}</option>)}
          </select>
        </label>
      )}
      {hint && <p className={styles.hint}>{hint}</p>}
      <div className={styles.ways}>
        <button type="submit" className={button.primary} disabled={isPending}>{submit}</button>
        {onCancel && <button type="button" className={button.quiet} onClick={onCancel}>{common("cancel")}</button>}
      </div>
    </form>
  );
}
