import fields from "@/components/agenda/fields.module.css";
import button from "@/components/ui/button.module.css";
import { TRAIL_KINDS, type TrailKind, type TrailPerson } from "@/lib/domain/audit-trail";
import type { Day } from "@/lib/domain/dates";
import styles from "./looks.module.css";
import type { LooksWording } from "./trail-table";

type TrailFormProps = { people: readonly TrailPerson[]; personId: number | null; clientId: number | null; from: Day; until: Day; kind: TrailKind | null; t: LooksWording["t"] };

/** Whose trail, of which days and which kind of look: a plain form, whose address says no more than numbers and days. */
export function TrailForm({ people, personId, clientId, from, until, kind, t }: TrailFormProps) {
  return (
    <form action="/supervision/looks" className={styles.form} role="search" aria-label={t("form.label")}>
      {clientId !== null ? <input type="hidden" name="client" value={clientId} /> : (
        <div>
          <label htmlFor="trail-person" className={fields.label}>{t("form.person")}</label>
          <select id="trail-person" name="person" className={fields.input} defaultValue={personId ?? ""} required>
            <option value="">{t("form.choose")}</option>
            {people.map(({ id, name }) => <option key={id} value={id}>{name}</option>)}
          </select>
        </div>
      )}
      {(["from", "until"] as const).map((name) => (
        <div key={name}>
          <label htmlFor={`trail-${name}`} className={fields.label}>{t(`form.${name}`)}</label>
          <input id={`trail-${name}`} type="date" name={name} className={fields.input} defaultValue={name === "from" ? from : until} required />
        </div>
      ))}
      <div>
        <label htmlFor="trail-kind" className={fields.label}>{t("form.kind")}</label>
        <select id="trail-kind" name="kind" className={fields.input} defaultValue={kind ?? ""}>
          <option value="">{t("form.everything")}</option>
          {TRAIL_KINDS.map((one) => <option key={one} value={one}>{t(`kind.${one}`)}</option>)}
        </select>
      </div>
      <button type="submit" className={button.primary}>{t("form.search")}</button>
    </form>
  );
}
