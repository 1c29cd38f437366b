/** What can safely be done with an order; the server names the acts. */
import { Group } from "@mantine/core";
import { useState } from "react";
import {
  AskProvider,
  CloseOrderCase,
  GiveOrderUp,
  MarkOrderDone,
  NoteOnOrder,
  type OrderCaseShown,
  PauseOrderClock,
  RerouteOrder,
  ResumeOrderClock,
  SendOrder,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { choicesOf } from "../../../parts/choices";
import { AskForm, type Field } from "../../../parts/form";
import { Evidence } from "./Evidence";

interface ActsProps {
  of: OrderCaseShown;
  again: () => void;
}

const CAUSES = ["client", "booking", "force"];

export function Acts({ of, again }: ActsProps) {
  const { t } = useWords();
  const may = (act: string) => of.actions.includes(act);
  const shared = (act: string) => ({
    label: t(`orders.act.${act}`),
    says: t(`orders.act.${act}.says`),
    said: t(`orders.act.${act}.done`),
    done: again,
    ask: { order: of.id },
  });
  return (
    <Group mt="lg" gap="xs">
      {may("ask") && <AskConfirm {...shared("ask")} document={AskProvider} />}
      {may("send") && <AskConfirm {...shared("send")} document={SendOrder} />}
      {may("reroute") && <Reroute of={of} again={again} />}
      {may("done") && <Done of={of} again={again} />}
      {may("give_up") && (
        <AskConfirm {...shared("give_up")} danger reason="required" document={GiveOrderUp} />
      )}
      {may("close") && <AskConfirm {...shared("close")} reason="required" document={CloseOrderCase} />}
      {may("pause") && <Pause of={of} again={again} />}
      {may("resume") && <AskConfirm {...shared("resume")} reason="required" document={ResumeOrderClock} />}
      {may("note") && (
        <AskForm
          label={t("orders.act.note")}
          document={NoteOnOrder}
          said={t("orders.act.note.done")}
          done={again}
          toAsk={(values) => ({ ...values, order: of.id })}
          fields={words(true)}
        />
      )}
    </Group>
  );
}

const words = (optional: boolean): Field[] => [
  { name: "words", label: "orders.words", kind: "long" },
  { name: "reference", label: "orders.reference", hint: "orders.reference.hint", optional },
];

/** Where no offer serves the city the policy finds none: a person chooses. */
function Reroute({ of, again }: ActsProps) {
  const { t } = useWords();
  const must = of.causes.includes("city");
  return (
    <AskForm
      label={t("orders.act.reroute")}
      lead={t("orders.act.reroute.says")}
      document={RerouteOrder}
      said={t("orders.act.reroute.done")}
      done={again}
      toAsk={(values) => ({ ...values, order: of.id })}
      fields={[
        {
          name: "offer",
          label: "orders.offer",
          hint: must ? "orders.offer.hint" : "orders.offer.policy",
          kind: "choice",
          optional: !must,
          options: of.offers.map((one) => ({
            value: one.id,
            label: `${one.providerName} · ${one.providerSku} · ${one.cities.join(t("list.comma")) || t("offers.cities.all")}`,
          })),
        },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}

function Done({ of, again }: ActsProps) {
  const { t } = useWords();
  const [sending, setSending] = useState(0);
  return (
    <AskForm
      label={t("orders.act.done")}
      lead={
        <>
          {t("orders.act.done.says")}
          <Evidence
            order={of.id}
            files={of.order.files}
            again={again}
            sending={(by) => setSending((now) => now + by)}
          />
        </>
      }
      waits={sending > 0}
      document={MarkOrderDone}
      said={(answer) => t(answer.approval ? "orders.act.done.waits" : "orders.act.done.done")}
      done={again}
      toAsk={(values) => ({ ...values, order: of.id })}
      fields={words(false)}
    />
  );
}

function Pause({ of, again }: ActsProps) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("orders.act.pause")}
      lead={t("orders.act.pause.says")}
      document={PauseOrderClock}
      said={t("orders.act.pause.done")}
      done={again}
      toAsk={(values) => ({ ...values, cause: String(values.cause).toUpperCase(), order: of.id })}
      fields={[
        {
          name: "cause",
          label: "orders.pause.cause",
          kind: "choice",
          options: choicesOf(t, "orders.cause.pause", CAUSES),
        },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
