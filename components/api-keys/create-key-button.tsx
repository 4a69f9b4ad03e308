"use client";
import { useTranslations } from "next-intl";
import { useState } from "react";
import { lazyDialog } from "@/components/lazy-dialog";
import button from "@/components/ui/button.module.css";
import { PlusIcon } from "@/components/ui/icons";
import type { CreateKey, CreatedKey } from "./create-key-dialog";

const CreateKeyDialog = lazyDialog(() => import("./create-key-dialog").then((module) => module.CreateKeyDialog));
const ShownKeyDialog = lazyDialog(() => import("./shown-key-dialog").then((module) => module.ShownKeyDialog));

type Step = { name: "CLOSED" } | { name: "ASKING" } | { name: "SHOWN"; created: CreatedKey };

/** Asks what the key is for, makes it, and shows it once. */
export function CreateKeyButton({ createKey }: { createKey: CreateKey }) {
  const t = useTranslations("apiKeys");
  const [step, setStep] = useState<Step>({ name: "CLOSED" });
  const close = () => setStep({ name: "CLOSED" });
  return (
    <>
      <button type="button" className={button.primary} onClick={() => setStep({ name: "ASKING" })}><PlusIcon size={16} />{t("create")}</button>
      {step.name === "ASKING" && <CreateKeyDialog createKey={createKey} onCreated={(created) => setStep({ name: "SHOWN", created })} onClose={close} />}
      {step.name === "SHOWN" && <ShownKeyDialog created={step.created} onClose={close} />}
    </>
  );
}
