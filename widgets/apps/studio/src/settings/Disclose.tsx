/** What clients are told before they take part; every field the guard asks for is here. */
import type { Disclosure } from "@largesse/contracts/documents";
import { Button } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { disclosable } from "./disclosing";
import { Card, TextPair } from "./fields";

const FIELDS: Array<keyof Disclosure> = [
  "organiser",
  "entry_rule",
  "prize_list",
  "quantity",
  "odds",
  "draw_time",
  "draw_method",
  "claim_rule",
  "delivery",
  "forfeiture",
  "contact",
];

export function Disclose() {
  const { t } = useWords();
  const { document, edit, editable } = useDesk();
  const missing = Object.keys(disclosable(document)).length;
  const write = () =>
    edit((d) => {
      d.disclosure = { ...disclosable(d), ...d.disclosure };
    });
  return (
    <Card
      id="disclosure"
      title={t("disclosure.title")}
      lead={t("disclosure.lead")}
      action={
        editable && (
          <Button variant="default" disabled={missing === 0} onClick={write}>
            {t("disclosure.write", { count: missing })}
          </Button>
        )
      }
    >
      {FIELDS.map((field) => (
        <div key={field} style={{ marginTop: 10 }}>
          <TextPair
            label={t(`disclosure.${field}`)}
            long
            value={document.disclosure[field]}
            onChange={(text) =>
              edit((d) => {
                if (text) d.disclosure[field] = text;
                else delete d.disclosure[field];
              })
            }
          />
        </div>
      ))}
    </Card>
  );
}
