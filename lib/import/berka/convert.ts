import { ageOn, type Day } from "@/lib/domain/dates";
import { type BerkaAccount, joinAccounts } from "./accounts";
import { contractsOf } from "./contracts";
import { centsOf, eurosOf, yearlyIncomeCents } from "./money";
import { assignPortfolios, branchCode, branchesOf, regionName } from "./staff";
import type { BerkaTables, District, Person } from "./tables";

/** The day at which the archive's calendar stops: the first after its last movement. */
export const BERKA_TODAY: Day = "1999-01-01";

/** A file of the import as rows of cells, the header first. */
export type CsvTable = readonly (readonly string[])[];

/** From this mean balance on (CZK), or with a gold card, a client is of high value: about one owner in forty. */
const HIGH_BALANCE_CZK = 75_000;

/** Turns the Czech bank into the files of docs/import-format.md, where each choice is written down. */
export function convertBerka(tables: BerkaTables): Readonly<Record<string, CsvTable>> {
  const accounts = joinAccounts(tables);
  const districts = new Map(tables.districts.map((district) => [district.id, district]));
  const regionOf = (account: BerkaAccount) => branchCode(found(districts, account.districtId).region);
  const branches = branchesOf(tables.districts);
  const { staff, advisorOf } = assignPortfolios(branches, accounts, regionOf, isHighValue);
  const people = new Map(tables.people.map((person) => [person.id, person]));
  return {
    "branches.csv": [["branch_code", "name", "commune", "region"], ...branches.map(({ code, name, commune, region }) => [code, name, commune, region])],
    "products.csv": EXTRA_PRODUCTS,
    "staff.csv": [
      ["email", "name", "role", "branch_code", "supervised_branches"],
      ...staff.map((member) => [member.email, member.name, member.role, member.branchCode, member.supervisedBranches.join("|")]),
    ],
    "clients.csv": [
      CLIENT_COLUMNS,
      ...accounts.flatMap((account) =>
        [account.ownerId, ...account.holderIds].map((id) => {
          const person = found(people, id);
          return clientRow(account, person, found(districts, person.districtId), [regionOf(account), found(advisorOf, account.id)]);
        }),
      ),
    ],
    "holdings.csv": [
      ["client_ref", "contract_ref", "product_code", "opened_on", "closed_on"],
      ...accounts.flatMap((account) => contractsOf(account).map((held) => [clientRef(account.ownerId), held.ref, held.product, held.openedOn, held.closedOn ?? ""])),
    ],
    "activity.csv": [
      ["client_ref", "month", "pnb", "dav_operations", "money_in", "income_in", "balance", "digital_sessions"],
      ...accounts.flatMap(activityRows),
    ],
    "interactions.csv": [
      ["client_ref", "interaction_ref", "occurred_at", "channel", "outcome", "commercial", "products_sold"],
      ...accounts.flatMap(signatureRows),
    ],
  };
}

/** Products that the source shows and the catalogue lacks. */
const EXTRA_PRODUCTS: CsvTable = [
  ["product_code", "universe", "name_fr", "name_en", "annual_value", "prior_successes", "prior_failures", "min_age"],
  ["INSURANCE_ANY", "INSURANCE", "Assurance (prime prélevée)", "Insurance (premium by standing order)", "60.00", "2", "10", "18"],
  ["LEASING", "CREDIT", "Crédit-bail", "Leasing", "120.00", "1", "19", "18"],
];

const CLIENT_COLUMNS = [
  "client_ref", "branch_code", "advisor_email", "last_name", "first_name", "client_since_on", "household_number", "birth_on", "occupation",
  "income", "commune", "zone", "region", "service_model", "high_value",
] as const;

function clientRow(account: BerkaAccount, person: Person, district: District, [branch, advisor]: [string, string]): string[] {
  const isOwner = person.id === account.ownerId;
  const isRetired = isOwner && account.use.pensions > 0;
  const age = ageOn(person.birthOn, BERKA_TODAY);
  // Only of those who may be at work: an average salary says nothing of a child or a pensioner.
  const income = age >= 18 && age < 65 && !isRetired ? eurosOf(yearlyIncomeCents(district.salaryCzk)) : "";
  return [
    clientRef(person.id), branch, advisor, String(person.id).padStart(5, "0"), "Client", account.openedOn, String(account.id), person.birthOn,
    isRetired ? "7" : "", income, district.name, zoneOf(district), regionName(district.region), "TRADITIONAL",
    isOwner && isHighValue(account) ? "yes" : "no",
  ];
}

function activityRows(account: BerkaAccount): string[][] {
  return account.movements.map((month) => [
    clientRef(account.ownerId),
    month.month.slice(0, 7),
    eurosOf(month.pnbCents),
    String(month.operations),
    eurosOf(centsOf(month.inCzk)),
    eurosOf(centsOf(month.incomeCzk)),
    eurosOf(centsOf(month.balanceCzk)),
    "0",
  ]);
}

/** Opening an account, taking a loan or a card is signed at the branch: the only contacts that the source dates. */
function signatureRows(account: BerkaAccount): string[][] {
  const row = (ref: string, day: Day, commercial: string, product: string) => [clientRef(account.ownerId), ref, day, "BRANCH", "SOLD", commercial, product];
  return contractsOf(account)
    .filter((contract) => !contract.ref.startsWith("ORDER-"))
    .map((contract) => row(contract.ref, contract.openedOn, contract.product === "DAV" ? "no" : "yes", contract.product));
}

function isHighValue(account: BerkaAccount): boolean {
  return account.use.monthlyBalance >= HIGH_BALANCE_CZK || account.cards.some((card) => card.type === "gold");
}

function zoneOf(district: District): string {
  if (district.urbanShare >= 70) return "URBAN";
  return district.urbanShare >= 50 ? "PERI_URBAN" : "RURAL";
}

function clientRef(personId: number): string {
  return `C${String(personId).padStart(5, "0")}`;
}

function found<K, V>(map: ReadonlyMap<K, V>, key: K): V {
  const value = map.get(key);
  if (value === undefined) throw new Error(`the source names ${String(key)}, which is not there`);
  return value;
}
