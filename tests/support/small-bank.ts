import fs from "node:fs";
import path from "node:path";

/** The password of everyone in the small bank. */
export const BANK_PASSWORD = "a password for the tests";

/** Its people, by what they are. */
export const BANK_STAFF = {
  administrator: { email: "admin@petite.example", name: "Alice Admin" },
  secondAdministrator: { email: "admin2@petite.example", name: "Bruno Admin" },
  advisor: { email: "conseil@petite.example", name: "Chloé Conseil" },
  otherAdvisor: { email: "conseil2@petite.example", name: "Denis Conseil" },
  supervisor: { email: "superviseur@petite.example", name: "Sarah Superviseur" },
  analyst: { email: "analyste@petite.example", name: "Anne Analyste" },
} as const;

const CLIENTS = 80;

/** Writes the files of a small bank, as its first delivery would be (docs/import-format.md). */
export function writeSmallBank(folder: string): void {
  fs.mkdirSync(folder, { recursive: true });
  for (const [name, rows] of Object.entries(smallBank())) {
    fs.writeFileSync(path.join(folder, `${name}.csv`), rows.map((row) => `${row.join(";")}\n`).join(""));
  }
}

type Rows = (readonly (string | number)[])[];

function smallBank(): Record<string, Rows> {
  const numbers = Array.from({ length: CLIENTS }, (_, place) => place + 1);
  const months = lastMonths(3);
  return {
    branches: [["branch_code", "name", "commune"], ["A1", "Agence Centre", "Lyon"], ["A2", "Agence Nord", "Lille"]],
    staff: [["email", "name", "role", "branch_code", "supervised_branches"], ...staffRows()],
    clients: [
      ["client_ref", "branch_code", "advisor_email", "last_name", "first_name", "client_since_on", "birth_on", "occupation", "income"],
      ...numbers.map((n) => [refOf(n), ...(n % 2 ? ["A1", BANK_STAFF.advisor.email] : ["A2", BANK_STAFF.otherAdvisor.email]), `Nom${n}`, `Prénom${n}`, "2015-03-01", `${1960 + (n % 40)}-05-12`, 1 + (n % 8), 15_000 + n * 400]),
    ],
    holdings: [["client_ref", "contract_ref", "product_code", "opened_on", "closed_on"], ...numbers.map((n) => [refOf(n), `K${n}`, "DAV", "2015-03-01", ""])],
    activity: [
      ["client_ref", "month", "pnb", "dav_operations", "money_in", "income_in", "balance", "digital_sessions"],
      ...numbers.flatMap((n) => months.map((month) => [refOf(n), month, n, n % 30, 2_000 + n, 1_800, 100 * n, n % 12])),
    ],
    interactions: [["client_ref", "interaction_ref", "occurred_at", "channel", "outcome"]],
  };
}

function staffRows(): Rows {
  const { administrator, secondAdministrator, advisor, otherAdvisor, supervisor, analyst } = BANK_STAFF;
  return [
    [administrator.email, administrator.name, "ADMINISTRATOR", "", ""],
    [secondAdministrator.email, secondAdministrator.name, "ADMINISTRATOR", "", ""],
    [advisor.email, advisor.name, "ADVISOR", "A1", ""],
    [otherAdvisor.email, otherAdvisor.name, "ADVISOR", "A2", ""],
    [supervisor.email, supervisor.name, "SUPERVISOR", "", "A1"],
    [analyst.email, analyst.name, "ANALYST", "", ""],
  ];
}

function refOf(number: number): string {
  return `C${String(number).padStart(4, "0")}`;
}

/** The months that have ended last, as `YYYY-MM`. */
function lastMonths(count: number): string[] {
  const now = new Date();
  return Array.from({ length: count }, (_, back) => new Date(Date.UTC(now.getUTCFullYear(), now.getUTCMonth() - 1 - back, 1)).toISOString().slice(0, 7));
}
