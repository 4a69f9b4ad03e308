import type { Role } from "@/lib/domain/permissions";
import type { BerkaAccount } from "./accounts";
import type { District } from "./tables";

export type StaffMember = { email: string; name: string; role: Role; branchCode: string; supervisedBranches: readonly string[] };
export type Branch = { code: string; name: string; commune: string; region: string };

const CLIENTS_A_PORTFOLIO = 250;
const MAIL_DOMAIN = "czech-bank.example";

/** One branch a region; its commune is the largest district of the region. */
export function branchesOf(districts: readonly District[]): Branch[] {
  const regions = [...new Set(districts.map((district) => district.region))].sort();
  return regions.map((region) => {
    const own = districts.filter((district) => district.region === region);
    const largest = own.reduce((found, district) => (district.inhabitants > found.inhabitants ? district : found));
    return { code: branchCode(region), name: regionName(region), commune: largest.name, region: regionName(region) };
  });
}

export function branchCode(region: string): string {
  return region.toUpperCase().replaceAll(" ", "-");
}

/** `central Bohemia` → `Central Bohemia`. */
export function regionName(region: string): string {
  return region.charAt(0).toUpperCase() + region.slice(1);
}

/** Who serves each account, by its number; a household is never split between two advisors. */
export type Portfolios = { staff: StaffMember[]; advisorOf: ReadonlyMap<number, string> };

/**
 * The source names nobody: staff are numbered. Each branch has a supervisor and advisors of about 250 clients, in the
 * order of account numbers; two relationship managers serve the high-value accounts.
 */
export function assignPortfolios(branches: readonly Branch[], accounts: readonly BerkaAccount[], branchOf: (account: BerkaAccount) => string, isHighValue: (account: BerkaAccount) => boolean): Portfolios {
  const staff: StaffMember[] = [];
  const advisorOf = new Map<number, string>();
  for (const branch of branches) {
    const own = accounts.filter((account) => branchOf(account) === branch.code);
    const usual = own.filter((account) => !isHighValue(account));
    const advisors = numbered("ADVISOR", "advisor", branch, Math.max(1, Math.round(clientsOf(usual) / CLIENTS_A_PORTFOLIO)));
    usual.forEach((account, index) => advisorOf.set(account.id, chosen(advisors, index, usual.length)));
    staff.push(...advisors, { ...member("SUPERVISOR", "supervisor", branch, 1), supervisedBranches: [branch.code] });
  }
  const [first] = branches;
  if (!first) throw new Error("the source has no region");
  const managers = numbered("RELATIONSHIP_MANAGER", "manager", first, 2);
  const valued = accounts.filter(isHighValue);
  valued.forEach((account, index) => advisorOf.set(account.id, chosen(managers, index, valued.length)));
  return { staff: [...staff, ...managers, member("ANALYST", "analyst", first, 1), member("ADMINISTRATOR", "administrator", first, 1)], advisorOf };
}

function clientsOf(accounts: readonly BerkaAccount[]): number {
  return accounts.reduce((total, account) => total + 1 + account.holderIds.length, 0);
}

function numbered(role: Role, title: string, branch: Branch, count: number): StaffMember[] {
  return Array.from({ length: count }, (_, index) => member(role, title, branch, index + 1));
}

function member(role: Role, title: string, branch: Branch, number: number): StaffMember {
  const isOfBranch = role === "ADVISOR" || role === "SUPERVISOR";
  const place = isOfBranch ? branch.name : "Head office";
  return {
    email: `${title}.${number}.${place.toLowerCase().replaceAll(" ", "-")}@${MAIL_DOMAIN}`,
    name: `${place}, ${title} ${number}`,
    role,
    branchCode: isOfBranch ? branch.code : "",
    supervisedBranches: [],
  };
}

/** Consecutive accounts, in equal parts. */
function chosen(members: readonly StaffMember[], index: number, total: number): string {
  const found = members[Math.floor((index * members.length) / total)];
  if (!found) throw new Error("a portfolio has nobody to hold it");
  return found.email;
}
