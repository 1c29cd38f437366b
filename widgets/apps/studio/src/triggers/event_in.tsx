/** `event.in`: an event of another system starts it; which one, and only those of which a condition holds. */
import type { Expression, TriggerEventIn } from "@largesse/contracts/documents";
import { Select } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { having } from "../parts/having";
import { Heading } from "../parts/Outcome";
import { MoreFacts } from "../settings/askable";
import { Rule } from "../settings/Rule";
import { useWords } from "../words";
import { useEventFacts } from "./told";
import type { TriggerKind, TriggerProps } from "./trigger";

const EVERY: Expression = { op: "always" };

function Editor({ on, put }: TriggerProps<TriggerEventIn>) {
  const { t } = useWords();
  const { editable, vocabulary } = useDesk();
  const facts = useEventFacts(on);
  const known = vocabulary.events.map((one) => ({ value: one.name, label: `${one.title} (${one.name})` }));
  const data = known.some((one) => one.value === on.event)
    ? known
    : [...known, { value: on.event, label: on.event }];
  return (
    <>
      <At part="event">
        <Select
          mt="sm"
          label={t("trigger.event")}
          description={t("trigger.event.hint")}
          searchable
          readOnly={!editable}
          allowDeselect={false}
          value={on.event}
          data={data}
          onChange={(event) => event && put({ kind: on.kind, event })}
        />
      </At>
      {facts.length > 0 && (
        <>
          <Heading title={t("trigger.where")} lead={t("trigger.where.lead")} />
          <MoreFacts.Provider value={facts}>
            <At part="where">
              <Rule
                rule={on.where ?? EVERY}
                none={t("trigger.where.none")}
                put={(rule) => put(having(on, "where", rule.op === EVERY.op ? undefined : rule))}
              />
            </At>
          </MoreFacts.Provider>
        </>
      )}
    </>
  );
}

export const eventIn: TriggerKind<TriggerEventIn> = {
  name: "event.in",
  blank: () => ({ kind: "event.in", event: "account.opened" }),
  Editor,
};
