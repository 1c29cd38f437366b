/** The city where a client lives, said by hand: orders are routed by it. */
import { type ClientShown, SetClientCity } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";

export function SetCity({ client, done }: { client: ClientShown; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("clients.city.set")}
      title={t("clients.city.set.of", { name: client.maskedName })}
      lead={t("clients.city.set.lead")}
      document={SetClientCity}
      said={t("clients.city.set.done")}
      done={done}
      toAsk={(values) => ({ ...values, client: client.id })}
      fields={[
        {
          name: "city",
          label: "clients.city",
          hint: "clients.city.hint",
          optional: true,
          initial: client.city,
        },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
