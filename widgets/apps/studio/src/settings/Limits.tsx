/** Limits as sentences: how much of what, for whom, in which period, and what happens beyond. */

import type { Limit } from "@largesse/contracts/documents";
import { Button, NumberInput, Select, Text } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { useWords } from "../words";
import { Card, MoneyField } from "./fields";
import styles from "./settings.module.css";

const CHOICES = {
  scope: ["client", "household", "device", "ip", "tier", "activity", "sku"],
  period: ["day", "week", "month", "activity"],
  count: ["attempt", "win", "grant"],
  on_exceed: ["reject", "fallback", "queue"],
} as const;

const BEGINS_AGAIN: readonly string[] = ["day", "week", "month"];

/** Whether what is over a limit can wait for its next period: only attempts, and only where there is one. */
const canQueue = ({ count, scope, period }: Limit): boolean =>
  count === "attempt" && scope !== "sku" && BEGINS_AGAIN.includes(period);

export function Limits({ limits, put }: { limits: Limit[]; put: (limits: Limit[]) => void }) {
  const { t } = useWords();
  const { editable } = useDesk();
  const change = (at: number, part: Partial<Limit>) =>
    put(limits.map((one, index) => (index === at ? { ...one, ...part } : one)));
  const choice = (limit: Limit, at: number, name: keyof typeof CHOICES) => (
    <Select
      aria-label={t(`limit.${name}`)}
      readOnly={!editable}
      allowDeselect={false}
      w={name === "on_exceed" ? 142 : 116}
      data={CHOICES[name].map((value) => ({
        value,
        label: t(`${name}.${value}`),
        disabled: value === "queue" && limit.on_exceed !== value && !canQueue(limit),
      }))}
      value={limit[name]}
      onChange={(value) => value && change(at, { [name]: value } as Partial<Limit>)}
    />
  );
  return (
    <div style={{ marginTop: 14 }}>
      <Text size="sm" fw={500}>
        {t("limit.title")}
      </Text>
      {limits.map((limit, at) => (
        <div key={at} className={styles.clauseRow}>
          {choice(limit, at, "scope")}
          {choice(limit, at, "period")}
          {choice(limit, at, "count")}
          <NumberInput
            aria-label={t("limit.max")}
            w={90}
            min={1}
            allowDecimal={false}
            readOnly={!editable}
            value={limit.max}
            onChange={(value) => change(at, { max: Math.max(1, Number(value) || 1) })}
          />
          {choice(limit, at, "on_exceed")}
          <Button
            variant="subtle"
            color="gray"
            px={6}
            disabled={!editable}
            aria-label={t("limit.remove")}
            onClick={() => put(limits.filter((_, index) => index !== at))}
          >
            ×
          </Button>
        </div>
      ))}
      {editable && (
        <Button
          mt="xs"
          size="compact-sm"
          variant="default"
          onClick={() =>
            put([
              ...limits,
              { count: "attempt", scope: "client", period: "day", max: 1, on_exceed: "reject" },
            ])
          }
        >
          {t("limit.add")}
        </Button>
      )}
    </div>
  );
}

export function LimitsAndBudget() {
  const { t } = useWords();
  const budget = useDocument((document) => document.budget);
  const limits = useDocument((document) => document.limits);
  const { edit, editable } = useDesk();
  return (
    <Card id="budget" title={t("budget.title")} lead={t("budget.lead")}>
      <div className={styles.row} style={{ marginTop: 0 }}>
        <MoneyField
          label={t("budget.cap")}
          minor={budget.cap_minor}
          currency={budget.currency}
          onChange={(minor) =>
            edit((d) => {
              d.budget.cap_minor = minor;
            })
          }
        />
        <Select
          label={t("budget.onExceed")}
          readOnly={!editable}
          allowDeselect={false}
          data={["fallback", "reject"].map((value) => ({ value, label: t(`on_exceed.${value}`) }))}
          value={budget.on_exceed}
          onChange={(value) =>
            value &&
            edit((d) => {
              d.budget.on_exceed = value as "fallback";
            })
          }
        />
      </div>
      <Limits
        limits={limits}
        put={(limits) =>
          edit((d) => {
            d.limits = limits;
          })
        }
      />
    </Card>
  );
}
