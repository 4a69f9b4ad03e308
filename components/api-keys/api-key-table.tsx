import { useLocale, useTranslations } from "next-intl";
import table from "@/components/ui/data-table.module.css";
import { Tag, type Tone } from "@/components/ui/tag";
import { type ApiKeyCard, apiKeyPrefix, type ApiKeyState, apiKeyState } from "@/lib/domain/api-key";
import { formatInstant } from "@/lib/i18n/format";
import styles from "./api-keys.module.css";
import { RevokeKeyButton, type RevokeKey } from "./revoke-key-button";

type ApiKeyTableProps = { keys: readonly ApiKeyCard[]; now: Date; revokeKey: RevokeKey };

const COLUMNS = ["name", "key", "scopes", "created", "lastUsed", "expires", "state"] as const;
const TONES: Record<ApiKeyState, Tone> = { ACTIVE: "success", EXPIRED: "warning", REVOKED: "neutral" };

/** Every key there ever was; those that still work can be revoked. */
export function ApiKeyTable({ keys, now, revokeKey }: ApiKeyTableProps) {
  const t = useTranslations("apiKeys");
  return (
    <div className={`${table.frame} ${table.cards}`} role="region" aria-label={t("list")} tabIndex={0}>
      <table className={table.table}>
        <thead><tr>{COLUMNS.map((column) => <th key={column} scope="col">{t(`column.${column}`)}</th>)}</tr></thead>
        <tbody>{keys.map((key) => <ApiKeyRow key={key.id} card={key} state={apiKeyState(key, now)} revokeKey={revokeKey} />)}</tbody>
      </table>
    </div>
  );
}

function ApiKeyRow({ card, state, revokeKey }: { card: ApiKeyCard; state: ApiKeyState; revokeKey: RevokeKey }) {
  const t = useTranslations("apiKeys");
  const locale = useLocale();
  const at = (instant: Date) => formatInstant(locale, instant);
  return (
    <tr>
      <th scope="row" className={`${table.title} ${styles.name}`}><bdi>{card.name}</bdi></th>
      <td data-label={t("column.key")}><code className={styles.prefix}>{apiKeyPrefix(card.id)}…</code></td>
      <td data-label={t("column.scopes")} className={table.wide}>
        <span className={styles.scopes}>{card.scopes.map((scope) => <Tag key={scope}>{t(`resource.${scope}`)}</Tag>)}</span>
      </td>
      <td data-label={t("column.created")}>{at(card.createdAt)}<small className={styles.by}>{t("by", { name: card.createdBy })}</small></td>
      <td data-label={t("column.lastUsed")}>{card.lastUsedAt ? at(card.lastUsedAt) : t("never")}</td>
      <td data-label={t("column.expires")}>{card.expiresAt ? at(lastMoment(card.expiresAt)) : t("noEnd")}</td>
      <td data-label={t("column.state")}>
        <span className={styles.state}>
          <Tag tone={TONES[state]}>{t(`state.${state}`)}</Tag>
          {card.revokedAt
            ? <small className={styles.by}>{t("revokedOn", { at: at(card.revokedAt), name: card.revokedBy ?? "–" })}</small>
            : <RevokeKeyButton id={card.id} name={card.name} revokeKey={revokeKey} />}
        </span>
      </td>
    </tr>
  );
}

/** A key ends at midnight: people read that as the evening before. */
function lastMoment(expiresAt: Date): Date {
  return new Date(expiresAt.getTime() - 1);
}
