/** A rule about one client: clauses joined by all or any, and groups of them. */
import type { Expression } from "@largesse/contracts/documents";
import { Button, Select } from "@mantine/core";
import { useDesk } from "../desk";
import { useWords } from "../words";
import { useAskable } from "./askable";
import { Clause } from "./Clause";
import styles from "./settings.module.css";

type Joined = Extract<Expression, { op: "and" | "or" }>;
const joinedOf = (rule: Expression): Joined | null => (rule.op === "and" || rule.op === "or" ? rule : null);

interface RuleProps {
  rule: Expression;
  put: (rule: Expression) => void;
  /** What is said where there is no clause. */
  none?: string;
  depth?: number;
}

export function Rule({ rule, put, none, depth = 0 }: RuleProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const { kinds, begin } = useAskable();
  const joined = joinedOf(rule);
  const parts = joined ? joined.of : rule.op === "always" ? [] : [rule];
  const op = joined?.op ?? "and";
  const write = (next: Expression[], by: "and" | "or" = op) =>
    put(next.length === 0 ? { op: "always" } : next.length === 1 && next[0] ? next[0] : { op: by, of: next });
  return (
    <div className={depth > 0 ? styles.clause : undefined}>
      {parts.length === 0 && <p style={{ margin: 0 }}>{none ?? t("audience.everyone")}</p>}
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
            <Rule
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
          data={kinds.map((value) => ({ value, label: t(`clause.${value}`) }))}
          onChange={(kind) => kind && write([...parts, begin(kind)])}
        />
      )}
    </div>
  );
}
