import type { Role } from "@/lib/domain/permissions";
import { mailboxOf, pickFamilyName, pickFirstName } from "./names";
import { placeOfBranch } from "./places";
import { chance, randomOf } from "./random";

/** The one password of every account of a demo bank. */
export const DEMO_PASSWORD = "mireille-demo";

const MAIL_DOMAIN = "demo.mireille.example";
const CLIENTS_A_PORTFOLIO = 250;
const ADVISORS_A_BRANCH = 3;
/** A relationship manager serves the high-value clients of as many branches; a supervisor supervises as many. */
const BRANCHES_A_MANAGER = 2;

export type DemoAccount = { name: string; email: string; role: Role; branchCode: string | null };
export type DemoBranch = { id: number; code: string; name: string; commune: string; region: string };
export type DemoUser = { id: number; name: string; email: string; role: Role; branchId: number | null };
export type Supervision = { userId: number; branchId: number };

/** Of permanent control: supervises the named branches beside their supervisor, so that two may look at the same entry. */
const CONTROLLER = "Isabelle Renaud";

/** How many branches and people a bank of that many clients has. Ids follow: advisors first, then managers, and so on. */
export type StaffCounts = { branches: number; advisors: number; managers: number; supervisors: number };

const NAMED_BRANCHES = ["Lyon Brotteaux", "Rennes Sainte-Anne", "Dijon Darcy", "Albi Vigan"];

const NAMED_STAFF: Readonly<Record<Role, readonly string[]>> = {
  ADVISOR: [
    "Camille Moreau", "Karim Haddad", "Sophie Lambert",
    "Gwenaëlle Le Goff", "Thomas Riou", "Inès Ferreira",
    "Julien Jacquot", "Nadia Benoît", "Paul Faivre",
    "Claire Bousquet", "Mathieu Cros", "Aminata Diallo",
  ],
  RELATIONSHIP_MANAGER: ["Hélène Garnier", "Olivier Lacroix"],
  SUPERVISOR: ["Valérie Chapuis", "Laurent Combes"],
  ANALYST: ["Noémie Perrin"],
  ADMINISTRATOR: ["Stéphane Marchal"],
};

/** Four branches and twelve advisors for 3,000 clients, and never fewer. */
export function staffCounts(clients: number): StaffCounts {
  const branches = Math.max(NAMED_BRANCHES.length, Math.round(clients / (CLIENTS_A_PORTFOLIO * ADVISORS_A_BRANCH)));
  const pairs = Math.ceil(branches / BRANCHES_A_MANAGER);
  return { branches, advisors: branches * ADVISORS_A_BRANCH, managers: pairs, supervisors: pairs };
}

/** The branch of an advisor; advisors are numbered from 1 through the branches. */
export function branchOfAdvisor(advisorId: number): number {
  return Math.ceil(advisorId / ADVISORS_A_BRANCH);
}

/** The relationship manager who serves the high-value clients of a branch. */
export function managerOfBranch(branchId: number, counts: StaffCounts): number {
  return counts.advisors + Math.ceil(branchId / BRANCHES_A_MANAGER);
}

/** Those who supervise a branch: its own supervisor, and permanent control where it looks. */
export function supervisorsOfBranch(branchId: number, { advisors, managers, supervisors }: StaffCounts): number[] {
  const before = advisors + managers;
  const own = before + Math.ceil(branchId / BRANCHES_A_MANAGER);
  return branchId <= NAMED_BRANCHES.length ? [own, before + supervisors + 1] : [own];
}

export function demoBranches(counts: StaffCounts): DemoBranch[] {
  return numbersTo(counts.branches).map((id) => {
    const { town, region } = placeOfBranch(id);
    const name = NAMED_BRANCHES[id - 1] ?? `${town} ${Math.ceil(id / NAMED_BRANCHES.length)}`;
    return { id, code: branchCode(id), name, commune: town, region };
  });
}

/** Everyone who works in the bank, by id from 1. The first of each role are the same in every demo bank. */
export function demoUsers(seed: number, counts: StaffCounts): DemoUser[] {
  const posts: { role: Role; branchId: number | null; rank: number; name?: string }[] = [
    ...numbersTo(counts.advisors).map((rank) => ({ role: "ADVISOR" as const, branchId: branchOfAdvisor(rank), rank })),
    ...numbersTo(counts.managers).map((rank) => ({ role: "RELATIONSHIP_MANAGER" as const, branchId: firstBranchOfPair(rank), rank })),
    ...numbersTo(counts.supervisors).map((rank) => ({ role: "SUPERVISOR" as const, branchId: firstBranchOfPair(rank), rank })),
    { role: "SUPERVISOR", branchId: null, rank: counts.supervisors + 1, name: CONTROLLER },
    { role: "ANALYST", branchId: null, rank: 1 },
    { role: "ADMINISTRATOR", branchId: null, rank: 1 },
  ];
  return posts.map(({ role, branchId, rank, name = NAMED_STAFF[role][rank - 1] }, place) => ({ id: place + 1, ...identityOf(seed, { role, rank, name }), role, branchId }));
}

export function demoSupervisions(counts: StaffCounts): Supervision[] {
  const firstSupervisor = counts.advisors + counts.managers + 1;
  return [
    ...numbersTo(counts.branches).map((branchId) => ({ userId: firstSupervisor + Math.ceil(branchId / BRANCHES_A_MANAGER) - 1, branchId })),
    ...NAMED_BRANCHES.map((_, place) => ({ userId: firstSupervisor + counts.supervisors, branchId: place + 1 })),
  ];
}

/** The accounts that every demo bank has, whatever its size and seed. */
export function demoAccounts(): DemoAccount[] {
  return demoUsers(0, staffCounts(0)).map(({ name, email, role, branchId }) => ({
    name,
    email,
    role,
    branchCode: branchId === null ? null : branchCode(branchId),
  }));
}

/** By the name that was given, or one drawn for that post. */
function identityOf(seed: number, { role, rank, name }: { role: Role; rank: number; name: string | undefined }): { name: string; email: string } {
  if (name) {
    const space = name.indexOf(" ");
    return { name, email: `${mailboxOf(name.slice(0, space), name.slice(space + 1))}@${MAIL_DOMAIN}` };
  }
  const random = randomOf(seed, rank, role);
  const firstName = pickFirstName(random, chance(random, 0.5) ? "F" : "M", 1965 + Math.floor(random() * 38));
  const lastName = pickFamilyName(random);
  // The role and the rank keep namesakes apart.
  const mailbox = `${mailboxOf(firstName, lastName)}.${role.charAt(0).toLowerCase()}${rank}`;
  return { name: `${firstName} ${lastName}`, email: `${mailbox}@${MAIL_DOMAIN}` };
}

function firstBranchOfPair(rank: number): number {
  return (rank - 1) * BRANCHES_A_MANAGER + 1;
}

function branchCode(branchId: number): string {
  return `B${String(branchId).padStart(2, "0")}`;
}

function numbersTo(count: number): number[] {
  return Array.from({ length: count }, (_, place) => place + 1);
}
