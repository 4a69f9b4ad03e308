import { spawn } from "node:child_process";
import { readFileSync } from "node:fs";
import { expect, heading, rowsOf, signInAs, test } from "../support/journey";

test.describe.configure({ mode: "serial" });

const NAME = `Cœur bancaire <b>&"'</b> =1+1 ${Date.now()}`;

test("an administrator makes a key, the documented commands work with it, and once revoked it is refused", async ({ page, baseURL, context }) => {
  test.slow();
  await context.grantPermissions(["clipboard-read", "clipboard-write"]);
  await signInAs(page, "Stéphane Marchal");
  await page.getByRole("link", { name: "Clés API" }).click();
  await expect(heading(page)).toHaveText("Clés API");
  await page.getByRole("button", { name: "Nouvelle clé" }).click();
  await page.getByRole("button", { name: "Créer la clé" }).click();
  await expect(page.getByText("Choisissez au moins une ressource")).toBeVisible();
  await page.getByLabel("Nom").fill(NAME);
  for (const resource of ["Clients", "Contrats", "Activité", "Interactions", "Satisfaction"]) await page.getByLabel(resource).check();
  await page.getByRole("button", { name: "Créer la clé" }).click();
  const shown = page.getByRole("dialog", { name: "Copiez la clé maintenant" });
  const token = (await shown.locator("code").textContent()) ?? "";
  await shown.getByRole("button", { name: "Copier" }).click();
  await expect(shown.getByRole("button", { name: "Copiée" })).toBeVisible();
  expect(await page.evaluate(() => navigator.clipboard.readText())).toBe(token);
  await shown.getByRole("button", { name: "Je l’ai rangée" }).click();
  const row = rowsOf(page).filter({ hasText: NAME });
  await expect(row).toContainText("Jamais");
  await page.reload();
  await expect(page.getByText(token)).toHaveCount(0);
  expect(await page.content()).not.toContain(token.slice(-43));

  const documented = commands();
  expect(documented.length).toBeGreaterThan(8);
  for (const { command, status } of documented) expect(await statusOf(command, { MIREILLE_URL: baseURL ?? "", MIREILLE_KEY: token }), command).toBe(status);

  const tooLarge = `yes | head -c 30000000 | curl "$MIREILLE_URL/api/v1/clients" -H "Authorization: Bearer $MIREILLE_KEY" -H "Idempotency-Key: 1" -H "Content-Type: application/json" -X POST -T -`;
  expect(await statusOf(tooLarge, { MIREILLE_URL: baseURL ?? "", MIREILLE_KEY: token })).toBe("413");

  await page.reload();
  await expect(row).not.toContainText("Jamais");
  await row.getByRole("button", { name: /^Révoquer/ }).click();
  await page.getByRole("dialog").getByRole("button", { name: "Révoquer" }).click();
  await expect(row).toContainText("Révoquée");
  expect(await statusOf(documented[0]?.command ?? "", { MIREILLE_URL: baseURL ?? "", MIREILLE_KEY: token })).toBe("401");
});

test("other roles find no such page", async ({ page }) => {
  await signInAs(page, "Sophie Lambert");
  await expect(page.getByRole("link", { name: "Clés API" })).toHaveCount(0);
  expect((await page.goto("/admin/api-keys"))?.status()).toBe(403);
});
test.use({ provoked: /status of 403/ });

/** The commands of docs/api.md, each with the status that it announces. */
function commands(): { command: string; status: string }[] {
  return [...readFileSync("docs/api.md", "utf8").matchAll(/```sh\n# → (\d{3})\n([\s\S]*?)```/g)].map(([, status = "", command = ""]) => ({ status, command }));
}

/** Runs a command as it stands, with a curl that tells the status alone. */
function statusOf(command: string, env: Readonly<Record<string, string>>): Promise<string> {
  const script = `curl() { command curl --silent --output /dev/null --write-out '%{http_code}' --max-time 30 "$@"; }\n${command}`;
  return new Promise((resolve, reject) => {
    const shell = spawn("bash", ["-c", script], { env: { ...process.env, ...env }, stdio: ["ignore", "pipe", "inherit"] });
    let output = "";
    shell.stdout.on("data", (bytes: Buffer) => (output += bytes.toString()));
    shell.on("error", reject).on("close", () => resolve(output.trim()));
  });
}
