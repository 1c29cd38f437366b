/** Who may take part: clauses of facts joined by all or any, with a live count of clients. */

import type { Expression } from "@largesse/contracts/documents";
import { Button, Select } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useState } from "react";
import { useDesk } from "../desk";
import type { Counted } from "../ports";
import { useWords } from "../words";
import { Clause, KINDS_OF_CLAUSE, startOf } from "./Clause";
import { Card, TextPair } from "./fields";
import styles from "./settings.module.css";

export function Audience() {
  const { t } = useWords();
  const { document, edit } = useDesk();
  const { rule, label } = document.audience;
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
      <Group rule={rule} put={put} depth={0} />
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
    </Card>
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

type Joined = Extract<Expression, { op: "and" | "or" }>;
const joinedOf = (rule: Expression): Joined | null => (rule.op === "and" || rule.op === "or" ? rule : null);

function Group({ rule, put, depth }: { rule: Expression; put: (rule: Expression) => void; depth: number }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const joined = joinedOf(rule);
  const parts = joined ? joined.of : rule.op === "always" ? [] : [rule];
  const op = joined?.op ?? "and";
  const write = (next: Expression[], by: "and" | "or" = op) =>
    put(next.length === 0 ? { op: "always" } : next.length === 1 && next[0] ? next[0] : { op: by, of: next });
  return (
    <div className={depth > 0 ? styles.clause : undefined}>
      {parts.length === 0 && <p style={{ margin: 0 }}>{t("audience.everyone")}</p>}
      {parts.length > 1 && (
        <Select
          aria-label={t("audience.join")}
          w={220}
          readOnly={!editable}
          allowDeselect={false}
          value={op}
          data={[
            { value: "and", label: t("audience.and") },
            { value: "or", label: t("audience.or") },
          ]}
          onChange={(value) => value && write(parts, value as "and")}
        />
      )}
      {parts.map((part, at) => (
        <div key={at} className={styles.clauseRow}>
          {joinedOf(part) ? (
            <Group
              rule={part}
              depth={depth + 1}
              put={(next) => write(parts.map((one, index) => (index === at ? next : one)))}
            />
          ) : (
            <Clause
              rule={part}
              put={(next) => write(parts.map((one, index) => (index === at ? next : one)))}
            />
          )}
          <Button
            variant="subtle"
            color="gray"
            px={6}
            disabled={!editable}
            aria-label={t("audience.remove")}
            onClick={() => write(parts.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      {editable && (
        <Select
          mt="sm"
          w={220}
          placeholder={t("audience.add")}
          aria-label={t("audience.add")}
          value={null}
          data={KINDS_OF_CLAUSE.map((value) => ({ value, label: t(`clause.${value}`) }))}
          onChange={(kind) => kind && write([...parts, startOf(kind)])}
        />
      )}
    </div>
  );
}
