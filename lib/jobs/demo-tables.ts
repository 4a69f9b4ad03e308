import type { DemoClient } from "@/lib/demo/clients";
import { promiseWorth } from "@/lib/domain/agenda";
import { CADENCE_DAYS } from "@/lib/domain/next-actions";
import { copyLine, type CopyTable, type CopyValue } from "./copy-rows";

/** Before there is a score. */
const promise = promiseWorth(null);

export type DemoTable = CopyTable & { linesOf: (client: DemoClient) => string[] };

/** The tables that clients fill, each after those it refers to, and a client's lines in them. */
export const DEMO_TABLES: readonly DemoTable[] = [
  table(
    "client",
    `id external_ref advisor_id branch_id household_id first_name last_name birth_on marital_status dependent_children occupation
     income_cents wealth_cents email phone commune postal_code zone region service_model interests client_since_on status protected
     fragile profiling_objected_on high_value_marked high_value last_contact_on last_review_on next_review_on complaint_open_since`,
    ({ row }) => [
      [
        row.id, row.externalRef, row.advisorId, row.branchId, row.householdId, row.firstName, row.lastName, row.birthOn,
        row.maritalStatus, row.dependentChildren, row.occupation, row.incomeCents, row.wealthCents, row.email, row.phone,
        row.commune, row.postalCode, row.zone, row.region, row.serviceModel, row.interests, row.clientSinceOn, row.status,
        row.isProtected, row.isFragile, row.profilingObjectedOn, row.highValue, row.highValue, row.lastContactOn, row.lastReviewOn, row.nextReviewOn, row.complaintOpenSince,
      ],
    ],
  ),
  table("client_consent", "client_id channel granted recorded_on proof", ({ row, consents }) =>
    consents.map((consent) => [row.id, consent.channel, consent.granted, consent.recordedOn, consent.proof]),
  ),
  table("consent_change", "client_id id channel granted recorded_at", ({ row, consentChanges }) =>
    consentChanges.map((change) => [row.id, change.id, change.channel, change.granted, change.recordedAt]),
  ),
  table("holding", "client_id contract_ref product_code opened_on closed_on ends_on balance_cents interaction_id", ({ row, holdings }) =>
    holdings.map((held) => [row.id, held.contractRef, held.product.code, held.openedOn, held.closedOn, held.endsOn, held.balanceCents, held.interactionId]),
  ),
  table(
    "monthly_activity",
    "client_id month pnb_cents dav_operations money_in_cents income_in_cents balance_cents digital_sessions",
    ({ row, activity }) =>
      activity.map((month) => [
        row.id, month.month, month.pnbCents, month.davOperations, month.moneyInCents, month.incomeInCents, month.balanceCents,
        month.digitalSessions,
      ]),
  ),
  table(
    "interaction",
    `client_id id user_id occurred_at recorded_at channel outcome commercial review notes products_discussed products_sold
     satisfaction next_step_on next_action_id`,
    ({ row, interactions, pastActions }) =>
      interactions.map((contact) => [
        row.id, contact.id, row.advisorId, contact.occurredAt, contact.occurredAt, contact.channel, contact.outcome,
        contact.commercial, contact.review, contact.notes, contact.productsDiscussed, contact.productsSold, contact.satisfaction,
        contact.nextStepOn, pastActions.find(({ interactionId }) => interactionId === contact.id)?.id ?? null,
      ]),
  ),
  table(
    "interaction",
    "client_id id user_id occurred_at recorded_at channel outcome commercial notes products_discussed next_action_id corrects_id",
    ({ row, said, pastActions }) =>
      said.corrections.map((entry) => [
        row.id, entry.id, row.advisorId, entry.occurredAt, entry.recordedAt, entry.channel, entry.outcome, entry.commercial, entry.notes, entry.productsDiscussed,
        pastActions.find(({ interactionId }) => interactionId === entry.correctsId)?.id ?? null, entry.correctsId,
      ]),
  ),
  table(
    "entry_remark",
    "client_id id interaction_id kind user_id text mentions request_id step reason due_on correction_id withdraws_id written_at",
    ({ row, said }) =>
      said.remarks.map((one) => [
        row.id, one.id, one.interactionId, one.kind, one.userId, one.text, one.mentions.map(String), one.requestId, one.step, one.reason, one.dueOn,
        one.correctionId, one.withdrawsId, one.writtenAt,
      ]),
  ),
  table("audit_entry", "at user_id action client_id details", ({ row, said }) => [
    ...said.corrections.map(({ id, correctsId, outcome, recordedAt }): CopyValue[] => [
      recordedAt, row.advisorId, "interaction.log", row.id, JSON.stringify({ interactionId: id, outcome, sold: 0, corrects: correctsId }),
    ]),
    ...said.remarks.map(({ id, interactionId, kind, userId, writtenAt }): CopyValue[] => [
      writtenAt, userId, "remark.write", row.id, JSON.stringify({ interactionId, remarkId: id, kind }),
    ]),
  ]),
  table(
    "next_action",
    "client_id id kind origin reason channel due_on starts_at length_minutes success_chance value_cents created_on",
    ({ row, step }) =>
      step
        ? [[row.id, step.id, "PERSONAL_FOLLOW_UP", "PLANNED", JSON.stringify({ code: "PLANNED", plannedOn: step.plannedOn }), step.channel, step.dueOn, step.startsAt,
            step.lengthMinutes, promise.successChance, promise.valueCents, step.plannedOn]]
        : [],
  ),
  table(
    "next_action",
    "client_id id kind origin status product_code reason channel due_on success_chance value_cents created_on closed_at closed_by_id dismissal_reason interaction_id",
    ({ row, pastActions, roughSegment }) =>
      pastActions.map((past) => [
        row.id, past.id, past.kind, "RULES", past.status, past.productCode, JSON.stringify({ code: "CADENCE", cadenceDays: CADENCE_DAYS[roughSegment], lastContactOn: null }), "PHONE", past.dueOn, promise.successChance, promise.valueCents, past.createdOn,
        past.closedAt, past.status === "DONE" || past.status === "DISMISSED" ? row.advisorId : null, past.dismissalReason, past.interactionId,
      ]),
  ),
  table("satisfaction_answer", "client_id id kind score answered_on verbatim interaction_id", ({ row, answers }) =>
    answers.map((answer) => [row.id, answer.id, answer.kind, answer.score, answer.answeredOn, answer.verbatim, answer.interactionId]),
  ),
  table(
    "portfolio_review",
    "client_id id status answers facts created_at updated_at updated_by completed_at completed_by channel reviewed_on next_review_on",
    ({ row, reviews }) =>
      reviews.map(({ id, answers, facts, updatedAt, channel, reviewedOn, nextReviewOn }) => [
        row.id, id, facts ? "COMPLETED" : "DRAFT", JSON.stringify(answers), facts && JSON.stringify(facts), updatedAt, updatedAt, row.advisorId,
        facts && updatedAt, facts && row.advisorId, channel, reviewedOn, nextReviewOn,
      ]),
  ),
  table("event_invitation", "client_id event_id status interaction_id invited_on updated_by", ({ row, invitations }) =>
    invitations.map(({ eventId, status, interactionId, invitedOn }) => [row.id, eventId, status, interactionId, invitedOn, row.advisorId]),
  ),
];

function table(name: string, columns: string, rowsOf: (client: DemoClient) => CopyValue[][]): DemoTable {
  return { name, columns: columns.split(/\s+/), linesOf: (client) => rowsOf(client).map(copyLine) };
}
