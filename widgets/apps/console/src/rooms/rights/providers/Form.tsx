/** A new provider. */
import { CreateProvider } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { AskForm } from "../../../parts/form";
import { nameFields } from "../../../parts/named";

export function NewProvider({ done }: { done: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  if (!may("rights.supply")) return null;
  return (
    <AskForm
      primary
      label={t("providers.new")}
      document={CreateProvider}
      said={t("providers.new.done")}
      done={done}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, name: { zh: nameZh, en: nameEn } })}
      fields={[
        { name: "slug", label: "providers.slug", hint: "providers.slug.hint" },
        ...nameFields("name"),
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
      ]}
    />
  );
}
