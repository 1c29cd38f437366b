/** Make a right good that failed its holder: another right or points, with a reason and a word for the client. */
import { CompensateRight } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";

interface CompensateProps {
  /** The right, and for which causes it can be made good now. */
  right: { id: string; name: string; compensable: string[] };
  complaint?: string;
  size?: string;
  done: () => void;
}

export function Compensate({ right, complaint, size, done }: CompensateProps) {
  const { t } = useWords();
  const [first] = right.compensable;
  if (first === undefined) return null;
  const complained = complaint !== undefined && right.compensable.includes("complaint");
  return (
    <AskForm
      {...(size ? { size } : {})}
      label={t("compensations.give")}
      lead={t("compensations.give.says", { name: right.name })}
      document={CompensateRight}
      said={(answer) => t(`compensations.said.${answer.state}`)}
      done={done}
      toAsk={({ what, batch, pointsKind, points, ...words }) => ({
        ...words,
        ...(what === "points" ? { pointsKind, points: Number(points) } : { batch }),
        ...(complaint ? { complaint } : {}),
        right: right.id,
      })}
      fields={[
        {
          name: "cause",
          label: "compensations.cause",
          kind: "choice",
          initial: complained ? "complaint" : first,
          options: right.compensable.map((one) => ({ value: one, label: t(`compensations.cause.${one}`) })),
        },
        {
          name: "what",
          label: "compensations.what",
          kind: "choice",
          initial: "right",
          options: choicesOf(t, "compensations.what", ["right", "points"]),
        },
        {
          name: "batch",
          label: "batches.batch",
          kind: "record",
          record: { kind: "batch" },
          when: ({ what }) => what === "right",
        },
        {
          name: "pointsKind",
          label: "points.kind",
          kind: "record",
          record: { kind: "points" },
          when: ({ what }) => what === "points",
        },
        { name: "points", label: "points.points", kind: "whole", when: ({ what }) => what === "points" },
        { name: "reason", label: "reason", kind: "long" },
        {
          name: "note",
          label: "compensations.note",
          hint: "compensations.note.hint",
          kind: "long",
          optional: true,
        },
      ]}
    />
  );
}
