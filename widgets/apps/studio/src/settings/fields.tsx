/** Small fields that every settings form uses: two languages, money in yuan, times in the activity's zone. */

import type { Text } from "@largesse/contracts/documents";
import { NumberInput, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useDesk } from "../desk";
import { useWords } from "../words";
import styles from "./settings.module.css";

interface TextPairProps {
  label: string;
  value: Text | undefined;
  onChange: (value: Text | undefined) => void;
  long?: boolean;
  required?: boolean;
  hint?: string;
}

export function TextPair({ label, value, onChange, long, required, hint }: TextPairProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  const Field = long ? Textarea : TextInput;
  const put = (locale: "zh-CN" | "en", words: string) => {
    const next = { "zh-CN": value?.["zh-CN"] ?? "", ...(value?.en ? { en: value.en } : {}), [locale]: words };
    if (!next.en) delete next.en;
    onChange(next["zh-CN"] || next.en || required ? next : undefined);
  };
  return (
    <div className={styles.pair}>
      {(["zh-CN", "en"] as const).map((locale) => (
        <Field
          key={locale}
          label={locale === "zh-CN" ? label : " "}
          aria-label={`${label} ${t(`locale.${locale}`)}`}
          description={locale === "zh-CN" ? hint : hint ? " " : undefined}
          required={(required ?? false) && locale === "zh-CN"}
          leftSection={<small>{locale === "zh-CN" ? "中" : "En"}</small>}
          readOnly={!editable}
          value={value?.[locale] ?? ""}
          {...(long ? { autosize: true, minRows: 1, maxRows: 6 } : {})}
          onChange={(event: { currentTarget: { value: string } }) => put(locale, event.currentTarget.value)}
        />
      ))}
    </div>
  );
}

interface YuanProps {
  label: string;
  minor: number;
  currency: string;
  onChange: (minor: number) => void;
}

export function Yuan({ label, minor, currency, onChange }: YuanProps) {
  const { editable } = useDesk();
  return (
    <NumberInput
      label={label}
      value={minor / 100}
      decimalScale={2}
      fixedDecimalScale
      thousandSeparator=","
      min={0}
      leftSection={<small>{currency}</small>}
      leftSectionWidth={44}
      readOnly={!editable}
      onChange={(value) => onChange(Math.round(Number(value || 0) * 100))}
    />
  );
}

/** Wall clock of Shanghai for the control, an instant with its offset for the document. */
const toWall = (at: string): string =>
  at
    ? new Date(at).toLocaleString("sv-SE", { timeZone: "Asia/Shanghai" }).slice(0, 16).replace(" ", "T")
    : "";
const toInstant = (wall: string): string => `${wall}:00+08:00`;

export function Moment({
  label,
  at,
  onChange,
}: {
  label: string;
  at: string;
  onChange: (at: string) => void;
}) {
  const { editable } = useDesk();
  return (
    <TextInput
      type="datetime-local"
      label={label}
      required
      readOnly={!editable}
      value={toWall(at)}
      onChange={(event) => event.currentTarget.value && onChange(toInstant(event.currentTarget.value))}
    />
  );
}

interface CardProps {
  id: string;
  title: string;
  lead?: string;
  action?: ReactNode;
  children: ReactNode;
}

export function Card({ id, title, lead, action, children }: CardProps) {
  return (
    <section id={`set-${id}`} className={styles.card} aria-labelledby={`set-${id}-title`}>
      <header>
        <div>
          <h2 id={`set-${id}-title`}>{title}</h2>
          {lead && <p>{lead}</p>}
        </div>
        {action}
      </header>
      {children}
    </section>
  );
}
