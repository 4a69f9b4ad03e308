import { expect, it } from "vitest";
import { choicesForReturn } from "@/app/(workbench)/admin/imports/choices-for-return";
import type { Delivery } from "@/lib/domain/deliveries";
import type { Upload } from "@/lib/domain/uploads";
import { inspect } from "@/tests/support/sources";

/** What an upload and its delivery hold of two files; the rest does not matter here. */
async function returned(text: string, keptRefused: number) {
  const columns = { Sexe: null };
  const inspection = await inspect("clients.csv", text, { dates: "DD/MM/YYYY", columns });
  const upload = { files: [{ id: "a", name: "clients d’octobre.csv" }, { id: "b", name: "whole.csv" }] } as unknown as Upload;
  const delivery = { files: [{ id: "a", inspection, keptRefused }, { id: "b", inspection, keptRefused: 0 }] } as unknown as Delivery;
  return choicesForReturn(upload, delivery);
}

const CLIENTS = "client_ref;branch_code;advisor_email;last_name;first_name;client_since_on;Sexe\n1;B01;a@b.example;X;Y;01/02/2003;F\n";

it("a file of refused rows is read as the file it comes from, under each name it may come back with", async () => {
  const choices = await returned(CLIENTS, 2);
  const choice = { kind: "clients", dates: "DD/MM/YYYY", decimals: expect.any(String) as string, columns: { Sexe: null } };
  expect(choices).toEqual({ "clients d’octobre.csv": choice, "clients d’octobre-refus.csv": choice, "clients d’octobre-refused.csv": choice });
});

it("nothing is said of a file of which nothing was refused", async () => {
  expect(await returned(CLIENTS, 0)).toEqual({});
});
