import { z } from "zod";
import type { Day } from "@/lib/domain/dates";
import {
  ClientStatus, InteractionChannel, InteractionOutcome, MaritalStatus, Role, ServiceModel, Universe, Zone,
} from "@/prisma/generated/enums";
import {
  amount, choice, day, email, list, longText, needed, orElse, pastDay, pastInstant, pastMonth, positiveNumber, smallAmount, text, wholeNumber, yesNo,
} from "./import-cells";

/**
 * One schema a file of the import, from the cells of a row to values ready for COPY. The format is described in
 * docs/import-format.md. A key that is `.optional()` is a column that the file may leave out; `today` bounds past days.
 */
export function importRowSchemas(today: Day) {
  return {
    branches: branchRow,
    products: productRow,
    staff: staffRow,
    clients: clientRow(today),
    holdings: holdingRow(today),
    activity: activityRow(today),
    interactions: interactionRow(today),
  };
}

export type ImportRowSchemas = ReturnType<typeof importRowSchemas>;
export type ImportFileName = keyof ImportRowSchemas;
export type ImportColumn<F extends ImportFileName> = keyof ImportRowSchemas[F]["shape"] & string;

const code = text(64);
const name = text(120);
const isNo = (value: boolean) => orElse(yesNo, value).optional();

const branchRow = z.object({
  branch_code: needed(code),
  name: needed(name),
  commune: needed(name),
  region: name.optional(),
});

const productRow = z.object({
  product_code: needed(code),
  universe: needed(choice(Object.values(Universe))),
  name_fr: needed(name),
  name_en: needed(name),
  annual_value: needed(smallAmount),
  prior_successes: needed(positiveNumber),
  prior_failures: needed(positiveNumber),
  is_dav: isNo(false),
  entry_level: isNo(false),
  offerable: isNo(true),
  min_age: wholeNumber(0, 120).optional(),
  max_age: wholeNumber(0, 120).optional(),
  min_income: amount.optional(),
});

const staffRow = z.object({
  email: needed(email),
  name: needed(name),
  role: needed(choice(Object.values(Role))),
  branch_code: code.optional(),
  supervised_branches: orElse(list, []).optional(),
  active: isNo(true),
});

function clientRow(today: Day) {
  return z.object({
    client_ref: needed(code),
    branch_code: needed(code),
    advisor_email: needed(email),
    last_name: needed(name),
    first_name: needed(name),
    client_since_on: needed(pastDay(today)),
    household_number: wholeNumber(1, 999_999_999).optional(),
    birth_on: pastDay(today).optional(),
    marital_status: choice(Object.values(MaritalStatus)).optional(),
    dependent_children: wholeNumber(0, 20).optional(),
    occupation: wholeNumber(1, 8).optional(),
    income: amount.optional(),
    wealth: amount.optional(),
    email: text(254).optional(),
    phone: text(40).optional(),
    commune: name.optional(),
    postal_code: text(12).optional(),
    zone: choice(Object.values(Zone)).optional(),
    region: name.optional(),
    service_model: orElse(choice(Object.values(ServiceModel)), "HYBRID").optional(),
    interests: orElse(list, []).optional(),
    status: orElse(choice(Object.values(ClientStatus)), "ACTIVE").optional(),
    protected: isNo(false),
    high_value: isNo(false),
    consent_phone: yesNo.optional(),
    consent_email: yesNo.optional(),
    consent_sms: yesNo.optional(),
    consent_post: yesNo.optional(),
    consent_app: yesNo.optional(),
    consents_on: pastDay(today).optional(),
  }).refine((row) => row.consents_on != null || !hasConsent(row), { error: "consentDay", path: ["consents_on"] });
}

type Consents = Partial<Record<`consent_${"phone" | "email" | "sms" | "post" | "app"}`, boolean | null>>;

function hasConsent(row: Consents): boolean {
  return [row.consent_phone, row.consent_email, row.consent_sms, row.consent_post, row.consent_app].some((consent) => consent != null);
}

function holdingRow(today: Day) {
  return z.object({
    client_ref: needed(code),
    contract_ref: needed(code),
    product_code: needed(code),
    opened_on: needed(pastDay(today)),
    closed_on: pastDay(today),
  }).refine((row) => row.closed_on === null || row.closed_on >= row.opened_on, { error: "closedBeforeOpened", path: ["closed_on"] });
}

function activityRow(today: Day) {
  return z.object({
    client_ref: needed(code),
    month: needed(pastMonth(today)),
    pnb: needed(smallAmount),
    dav_operations: needed(wholeNumber(0, 999_999)),
    money_in: needed(amount),
    income_in: needed(amount),
    balance: needed(amount),
    digital_sessions: needed(wholeNumber(0, 999_999)),
  });
}

function interactionRow(today: Day) {
  return z.object({
    client_ref: needed(code),
    interaction_ref: needed(code),
    occurred_at: needed(pastInstant(today)),
    channel: needed(choice(Object.values(InteractionChannel))),
    outcome: needed(choice(Object.values(InteractionOutcome))),
    user_email: email.optional(),
    commercial: isNo(false),
    review: isNo(false),
    notes: orElse(longText(10_000), "").optional(),
    products_discussed: orElse(list, []).optional(),
    products_sold: orElse(list, []).optional(),
    satisfaction: wholeNumber(1, 5).optional(),
    next_step_on: day.optional(),
  });
}
