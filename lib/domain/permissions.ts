/** Who may do what (domain: *Who may do what*). */
export const ROLES = ["ADVISOR", "RELATIONSHIP_MANAGER", "SUPERVISOR", "ANALYST", "ADMINISTRATOR"] as const;
export type Role = (typeof ROLES)[number];

export type Ability =
  | "client.view"
  | "client.export"
  | "interaction.log"
  | "nextAction.snooze"
  | "nextAction.dismiss"
  | "nextAction.take"
  | "nextAction.bulk"
  | "desk.view"
  | "review.prepare"
  | "event.invite"
  | "events.manage"
  | "agenda.plan"
  | "remark.write"
  | "correction.ask"
  | "correction.answer"
  | "looks.view"
  | "looks.export"
  | "looks.close"
  | "followUp.view"
  | "proof.verify"
  | "proof.export"
  | "followUp.export"
  | "client.reassign"
  | "workload.manage"
  | "handOver.write"
  | "control.run"
  | "control.answer"
  | "controlGrid.manage"
  | "listView.manage"
  | "listView.share"
  | "bank.view"
  | "imports.manage"
  | "apiKeys.manage"
  | "approach.manage"
  | "jobs.manage"
  | "session.endAll";

const ABILITIES: Record<Role, readonly Ability[]> = {
  ADVISOR: ["client.view", "client.export", "remark.write", "correction.answer", "interaction.log", "handOver.write", "nextAction.snooze", "nextAction.dismiss", "nextAction.take", "nextAction.bulk", "agenda.plan", "listView.manage", "control.answer", "session.endAll"],
  RELATIONSHIP_MANAGER: [
    "client.view", "client.export", "remark.write", "correction.answer", "interaction.log", "handOver.write", "nextAction.snooze", "nextAction.dismiss", "nextAction.take", "nextAction.bulk", "agenda.plan", "listView.manage", "desk.view", "review.prepare", "event.invite", "control.answer", "session.endAll",
  ],
  SUPERVISOR: ["client.view", "client.export", "remark.write", "correction.ask", "looks.view", "looks.export", "looks.close", "followUp.view", "client.reassign", "workload.manage", "proof.verify", "proof.export", "followUp.export", "control.run", "desk.view", "listView.manage", "listView.share", "session.endAll"],
  ANALYST: ["bank.view", "session.endAll"],
  ADMINISTRATOR: ["bank.view", "imports.manage", "apiKeys.manage", "approach.manage", "events.manage", "controlGrid.manage", "jobs.manage", "session.endAll"],
};

export function mayDo(role: Role, ability: Ability): boolean {
  return ABILITIES[role].includes(ability);
}

/** Advisors and relationship managers hold a portfolio of their own. */
export function holdsPortfolio(role: Role): boolean {
  return role === "ADVISOR" || role === "RELATIONSHIP_MANAGER";
}
