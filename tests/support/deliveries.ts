import { randomUUID } from "node:crypto";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import path from "node:path";
import type pg from "pg";
import { afterAll } from "vitest";
import { IMPORT_FILES, type ImportFileName } from "@/lib/import/files";
import { sourceFiles } from "@/lib/jobs/import/source-files";
import type { DeliveryRequest } from "@/lib/jobs/import-delivery";

/** The last day that a row of these deliveries may name. */
export const DELIVERY_TODAY = "2026-01-15";

/** A delivery of two clients, with something of everything. */
export const SMALL_DELIVERY: Readonly<Record<ImportFileName, string>> = {
  branches: "branch_code;name;commune\nB01;Centre;Lyon\nB02;Gare;Lyon\n",
  products: "product_code;universe;name_fr;name_en;annual_value;prior_successes;prior_failures\nPET;INSURANCE;Assurance animaux;Pet insurance;40,00;1;9\n",
  staff:
    "email;name;role;branch_code;supervised_branches\nanne@bank.example;Anne;ADVISOR;B01;\nbruno@bank.example;Bruno;ADVISOR;B02;\n" +
    "chloe@bank.example;Chloé;SUPERVISOR;;B01|B02\n",
  clients:
    "client_ref;branch_code;advisor_email;last_name;first_name;client_since_on;birth_on;income;zone;consent_phone;consents_on\n" +
    '00001;B01;anne@bank.example;Durand;Zoé;2015-01-02;1980-02-29;31000,50;URBAN;yes;2020-01-01\n00002;B02;bruno@bank.example;"O\'Brien; fils";Léo;2018-05-06;;;;;\n',
  holdings: "client_ref;contract_ref;product_code;opened_on;closed_on\n00001;A1;DAV;2015-01-02;\n00001;A2;PET;2019-01-02;\n00002;A3;DAV;2018-05-06;2025-01-01\n",
  activity:
    "client_ref;month;pnb;dav_operations;money_in;income_in;balance;digital_sessions\n" +
    ["2025-10", "2025-11", "2025-12"].map((month) => `00001;${month};12,50;14;2000;1800;-35,20;4\n`).join("") + "00002;2025-12;-1.5;0;0;0;0;0\n",
  interactions:
    "client_ref;interaction_ref;occurred_at;channel;outcome;user_email;satisfaction;notes\n" +
    '00001;I1;2025-11-03;PHONE;DISCUSSED;anne@bank.example;2;"deux\nlignes"\n00001;I2;2025-11-09T23:30;PHONE;NO_ANSWER;anne@bank.example;;\n' +
    "00001;I3;2025-11-05;EMAIL;COMPLAINT_RECEIVED;;;\n00002;I1;2025-10-01;BRANCH;COMPLAINT_RECEIVED;;;\n00002;I2;2025-10-04;PHONE;COMPLAINT_RESOLVED;;;\n",
  satisfaction: 'client_ref;answer_ref;kind;score;answered_on;verbatim\n00001;S1;NPS;9;2025-12-01;"très bien"\n00002;S1;CSAT;4;2025-12-02;\n',
};

/** The texts or bytes of files by their kind, under the names of the format, or by their own names; null: no such file. */
export type DeliveryFiles = Readonly<Record<string, string | Uint8Array | null>>;

/** Writes deliveries into a folder that is gone after the file's last test. Call it at the top of the file. */
export function deliveryWriter(): (files: DeliveryFiles) => string {
  const root = mkdtempSync(path.join(tmpdir(), "mireille-import-"));
  afterAll(() => rmSync(root, { recursive: true }));
  return (files) => {
    const folder = path.join(root, randomUUID());
    mkdirSync(folder);
    for (const [name, text] of Object.entries(files)) {
      if (text !== null) writeFileSync(path.join(folder, IMPORT_FILES[name as ImportFileName]?.path ?? name), text);
    }
    return folder;
  };
}

export function deliveryRequest(folder: string, over: Partial<DeliveryRequest> = {}): DeliveryRequest {
  return { id: randomUUID(), source: "COMMAND", files: sourceFiles(folder), isComplete: true, name: "Banque", today: DELIVERY_TODAY, ...over };
}

/** Every row that an import can make, with the bank's own numbers in place of ours: those may differ from database to database. */
export async function bankContents(owner: pg.Pool): Promise<Record<string, unknown[]>> {
  const client = "(SELECT external_ref FROM client WHERE id = client_id) AS client";
  const of = (table: string, columns: string, order: string) => `SELECT ${client}, ${columns} FROM ${table} t ORDER BY ${order}`;
  const statements = {
    bank: "SELECT name, demo, last_closed_month::text, pinned_today_on::text FROM bank",
    branch: "SELECT code, name, commune, region FROM branch ORDER BY code",
    staff: "SELECT u.email, u.name, u.role, u.active, b.code FROM app_user u LEFT JOIN branch b ON b.id = u.branch_id ORDER BY u.email",
    supervised: "SELECT u.email, b.code FROM supervised_branch s JOIN app_user u ON u.id = s.user_id JOIN branch b ON b.id = s.branch_id ORDER BY 1, 2",
    product: "SELECT * FROM product ORDER BY code",
    client: `SELECT c.external_ref, u.email AS advisor, b.code AS branch, to_jsonb(c) - '{id,advisor_id,branch_id,created_at,updated_at}'::text[] AS rest
             FROM client c JOIN app_user u ON u.id = c.advisor_id JOIN branch b ON b.id = c.branch_id ORDER BY 1`,
    consent: of("client_consent", "channel, granted, recorded_on::text, proof", "1, 2"),
    consentChange: of("consent_change", "channel, granted, proof", "1, 2, 3, 4"),
    holding: of("holding", "contract_ref, product_code, opened_on::text, closed_on::text, status", "1, 2"),
    holdingChange: of("holding_change", "kind, product_code, contract_ref, sold_on::text", "1, 2, 3, 4"),
    activity: of("monthly_activity", "to_jsonb(t) - 'client_id' AS rest", "1, t.month"),
    interaction: of("interaction", "(SELECT email FROM app_user WHERE id = user_id) AS author, to_jsonb(t) - '{client_id,user_id,recorded_at}'::text[] AS rest", "1, t.id"),
    satisfaction: of("satisfaction_answer", "to_jsonb(t) - 'client_id' AS rest", "1, t.id"),
  };
  const contents: [string, unknown[]][] = [];
  for (const [name, sql] of Object.entries(statements)) contents.push([name, (await owner.query<object>(sql)).rows]);
  return Object.fromEntries(contents);
}
