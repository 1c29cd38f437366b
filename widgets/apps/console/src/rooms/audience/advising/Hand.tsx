/** An adviser hands a client of his own a right, with a note that the client reads. */
import { HandRight } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";

interface HandProps {
  client: { id: string; maskedName: string };
  done: () => void;
}

export function Hand({ client, done }: HandProps) {
  const { t } = useWords();
  return (
    <AskForm
      primary
      label={t("hand.hand")}
      title={t("hand.to", { name: client.maskedName })}
      lead={t("hand.lead")}
      document={HandRight}
      said={(answer) => t(`hand.done.${answer.state}`)}
      done={done}
      toAsk={(values) => ({ ...values, client: client.id })}
      fields={[
        { name: "batch", label: "hand.right", kind: "record", record: { kind: "handable" } },
        { name: "note", label: "hand.note", hint: "hand.note.hint", kind: "long" },
        {
          name: "locale",
          label: "hand.language",
          kind: "choice",
          initial: "zh-CN",
          options: choicesOf(t, "hand.language", ["zh-CN", "en"]),
        },
      ]}
    />
  );
}
