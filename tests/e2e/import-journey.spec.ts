import { readFile } from "node:fs/promises";
import type { Page } from "@playwright/test";
import { expectAccessible, expectVisibleFocus } from "../support/accessible";
import { expect, heading, test } from "../support/journey";
import { BANK_STAFF } from "../support/small-bank";
import { BANK, choose, enter, openImport } from "../support/imports";

test.use({ baseURL: BANK });
test.describe.configure({ mode: "serial" });

test.beforeAll(async () => {
  await expect(async () => expect((await fetch(`${BANK}/api/health`)).status).toBe(200)).toPass({ timeout: 120_000 });
});

const HEADERS = ["N° client", "Code agence", "Conseiller", "Nom", "Prénom", "Entrée en relation", "Né(e) le", "Rev. annuels", "Signe astrologique"];
const advisor = BANK_STAFF.advisor.email;
const ROWS = [
  ["C0001", "A1", advisor, "Nom1", "Prénom1", "01/03/2015", "12/05/1961", "15999,00", "Lion"],
  ["C9001", "A1", advisor, "Lefèvre", "Zoé", "28/02/2024", "31/12/1985", "42000,50", "Bélier"],
  ["C9002", "A9", advisor, "Sans-Agence", "Hervé", "28/02/2024", "31/12/1985", "1000,00", "Lion"],
  ["C9003", "A1", advisor, "Sans-Jour", "Éloïse", "31/02/2024", "31/12/1985", "1000,00", "Lion"],
  ["C9004", "A1", advisor, "=Formule", "Chloé", "28/02/2024", "31/12/1985", "mille", "Lion"],
];
const windows1252 = (rows: readonly (readonly string[])[]) => Buffer.from(rows.map((row) => `${row.join(";")}\r\n`).join(""), "latin1");

test("a delivery of the bank: detected, corrected, previewed, confirmed; its refused rows corrected and sent again", async ({ page, browser }) => {
  // Four axe runs at each of three steps.
  test.setTimeout(300_000);
  await openImport(page);
  await choose(page, [{ name: "clients d’octobre.csv", buffer: windows1252([HEADERS, ...ROWS]) }]);

  const file = page.getByRole("region", { name: "clients d’octobre.csv", exact: true });
  await expect(setting(page, "Contenu")).toHaveValue("clients");
  await expect(setting(page, "Encodage")).toHaveValue("WINDOWS-1252");
  await expect(setting(page, "Séparateur")).toHaveValue(";");
  await expect(setting(page, "Dates")).toHaveValue("DD/MM/YYYY");
  await expect(file.getByRole("list", { name: /À régler/ })).toContainText("Signe astrologique");
  await expect(page.getByText("Réglez d’abord ce qui est signalé ci-dessus.")).toBeVisible();
  await setting(page, "Encodage").selectOption("MACINTOSH");
  await expect(file.getByRole("row", { name: /Prénom1/ })).toHaveCount(0);
  await setting(page, "Encodage").selectOption("");
  await expect(target(page, "Prénom")).toBeVisible();
  for (const [header, column] of [["Né(e) le", "birth_on"], ["Rev. annuels", "income"], ["Signe astrologique", "-"]] as const) {
    await target(page, header).selectOption(column);
    await expect(file.getByRole("row", { name: new RegExp(header.replace(/[()]/g, "\\$&")) })).toContainText("choisi ici");
  }
  await page.reload();
  await expectAccessible(page);
  await expectVisibleFocus(page, 30);
  await page.getByRole("button", { name: "Calculer l’aperçu" }).click();

  const preview = page.getByRole("table", { name: "Ce que l’import ferait, par fichier" });
  await expect(preview.getByRole("row", { name: /clients d’octobre/ })).toContainText(/1\s*1\s*0\s*3/, { timeout: 60_000 });
  await expect(page.getByText("Rien n’a encore changé dans la banque.")).toBeVisible();
  await expect(page.getByRole("region", { name: /Refusées dans/ })).toContainText("l’agence « A9 » n’existe pas");
  expect(await textOfDownload(page)).toContain("refus_mireille");
  await expectAccessible(page);

  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await expect(page.getByRole("dialog")).toContainText("1 ligne sera ajoutée, 1 modifiée, 3 refusées");
  await page.getByRole("dialog").getByRole("button", { name: "Importer", exact: true }).click();
  const result = page.getByRole("table", { name: "Ce que l’import a fait, par fichier" });
  await expect(result.getByRole("row", { name: /clients d’octobre/ })).toContainText(/1\s*1\s*0\s*3/, { timeout: 90_000 });
  await expect(page.getByRole("button", { name: "Choisir des fichiers" })).toHaveCount(0);

  await expectAccessible(page);
  const refused = await textOfDownload(page);
  expect(refused.split("\r\n")[0]).toBe([...HEADERS, "refus_mireille"].join(";"));
  expect(refused).toContain(";'=Formule;");
  const corrected = refused.replace("C9002;A9", "C9002;A1").replace("31/02/2024", "28/02/2024").replace("mille", "1000,00");

  await page.getByRole("button", { name: "Corriger et renvoyer" }).click();
  await expect(page.getByText("Aucun fichier reçu pour l’instant.")).toBeVisible();
  await choose(page, [{ name: "clients d’octobre-refus.csv", buffer: Buffer.from(corrected, "latin1") }]);
  await page.getByRole("button", { name: "Calculer l’aperçu" }).click();
  await expect(preview.getByRole("row", { name: /octobre-refus/ })).toContainText(/3\s*0\s*0\s*0/, { timeout: 60_000 });
  await page.getByRole("button", { name: "Importer", exact: true }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Importer", exact: true }).click();
  await expect(result.getByRole("row", { name: /octobre-refus/ })).toContainText(/3\s*0\s*0\s*0/, { timeout: 90_000 });

  await page.goto("/admin/imports");
  await expect(page.getByRole("table", { name: /Imports/ }).getByRole("row", { name: /octobre-refus/ })).toContainText("Importé");

  const reader = await browser.newPage({ baseURL: BANK });
  await enter(reader, BANK_STAFF.advisor);
  await reader.goto("/portfolio?q=Formule");
  await expect(reader.getByText("=Formule").first()).toBeVisible();
  await reader.getByRole("link", { name: /=Formule/ }).first().click();
  await expect(heading(reader)).toContainText("=Formule");
  await reader.close();
});

function setting(page: Page, name: string) {
  return page.getByRole("combobox", { name: `${name}, clients d’octobre.csv` });
}

function target(page: Page, header: string) {
  return page.getByRole("combobox", { name: `Ce que devient la colonne ${header} de clients d’octobre.csv` });
}

async function textOfDownload(page: Page): Promise<string> {
  const [download] = await Promise.all([page.waitForEvent("download"), page.getByRole("link", { name: /Télécharger les lignes refusées/ }).first().click()]);
  expect(download.suggestedFilename()).toBe("clients d’octobre-refus.csv");
  return (await readFile(await download.path())).toString("latin1");
}
