/** Who may take part: clauses of facts joined by all or any, with a live count of clients. */

import type { Expression } from "@largesse/contracts/documents";
import { TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useDesk, useDocument } from "../desk";
import type { Counted } from "../ports";
import { useWords } from "../words";
import { Card, TextPair } from "./fields";
import { Rule } from "./Rule";
import styles from "./settings.module.css";

export function Audience() {
  const { t } = useWords();
  const { rule, label } = useDocument((document) => document.audience);
  const { edit } = useDesk();
  const put = (next: Expression) =>
    edit((d) => {
      d.audience.rule = next;
    });
  return (
    <Card
      id="audience"
      title={t("audience.title")}
      lead={t("audience.lead")}
      action={<LiveCount rule={rule} />}
    >
      <Rule rule={rule} put={put} />
      <div style={{ marginTop: 16 }}>
        <TextPair
          label={t("audience.label")}
          value={label}
          onChange={(text) =>
            edit((d) => {
              if (text) d.audience.label = text;
              else delete d.audience.label;
            })
          }
        />
      </div>
      <Opinion />
    </Card>
  );
}

/** Compliance's opinion, where what is given follows from tier or assets; without a number there is none. */
function Opinion() {
  const { t } = useWords();
  const opinion = useDocument((document) => document.opinion);
  const { edit, editable } = useDesk();
  const put = (number: string, on: string) =>
    edit((d) => {
      if (number) d.opinion = { number, on };
      else delete d.opinion;
    });
  return (
    <div className={styles.pair} style={{ marginTop: 16 }}>
      <TextInput
        label={t("opinion.number")}
        description={t("opinion.lead")}
        readOnly={!editable}
        maxLength={80}
        value={opinion?.number ?? ""}
        onChange={(event) =>
          put(event.currentTarget.value, opinion?.on ?? new Date().toISOString().slice(0, 10))
        }
      />
      <TextInput
        type="date"
        label={t("opinion.on")}
        description=" "
        readOnly={!editable}
        disabled={!opinion}
        value={opinion?.on ?? ""}
        onChange={(event) =>
          event.currentTarget.value && put(opinion?.number ?? "", event.currentTarget.value)
        }
      />
    </div>
  );
}

function LiveCount({ rule }: { rule: Expression }) {
  const { t } = useWords();
  const { ports } = useDesk();
  const [calm] = useDebouncedValue(rule, 350);
  const [counted, setCounted] = useState<Counted | null>(null);
  useEffect(() => {
    let wanted = true;
    void ports.count(calm).then((answer) => wanted && setCounted(answer));
    return () => {
      wanted = false;
    };
  }, [calm, ports]);
  return (
    <div style={{ textAlign: "right" }} aria-live="polite">
      <div className={styles.counted}>{counted ? counted.count.toLocaleString() : "…"}</div>
      <small style={{ color: "var(--lg-muted)" }}>
        {t("audience.count", { ofAll: counted?.ofAll.toLocaleString() ?? "–" })}
      </small>
    </div>
  );
}
