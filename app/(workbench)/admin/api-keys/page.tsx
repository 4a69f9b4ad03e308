import { getTranslations } from "@/lib/i18n/translations";
import { ApiKeyTable } from "@/components/api-keys/api-key-table";
import { CreateKeyButton } from "@/components/api-keys/create-key-button";
import { ClientMessages } from "@/components/client-messages";
import { KeyIcon } from "@/components/ui/icons";
import { PageHeader } from "@/components/ui/page-header";
import { EmptyState } from "@/components/ui/state-message";
import { requireAbility } from "@/lib/auth/viewer";
import { listApiKeys } from "@/lib/data/api-keys";
import { createApiKeyAction, revokeApiKeyAction } from "./server-actions";

export async function generateMetadata() {
  return { title: (await getTranslations("apiKeys"))("title") };
}

/** The keys of the HTTP door: who may send what, since when it was not used, and how to end it. */
export default async function ApiKeysPage() {
  const viewer = await requireAbility("apiKeys.manage");
  const [keys, t] = await Promise.all([listApiKeys(viewer), getTranslations("apiKeys")]);
  return (
    <ClientMessages namespaces={["apiKeys"]}>
      <PageHeader title={t("title")} lead={t("lead")} actions={<CreateKeyButton createKey={createApiKeyAction} />} />
      {keys.length === 0
        ? <EmptyState icon={<KeyIcon size={28} />} title={t("emptyTitle")} text={t("emptyText")} />
        : <ApiKeyTable keys={keys} now={new Date()} revokeKey={revokeApiKeyAction} />}
      <p>{t.rich("documentation", { path: () => <a key="path" href="/api/v1/openapi.json"><code>/api/v1/openapi.json</code></a> })}</p>
    </ClientMessages>
  );
}
