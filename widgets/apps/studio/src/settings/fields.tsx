/** Small fields that every settings form uses: two languages, money in yuan, times in the activity's zone. */

import type { Text } from "@largesse/contracts/documents";
import { clockIn, instantIn } from "@largesse/kernel";
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

const MINUTE = "2026-11-21T09:30".length;

/** The activity's wall clock at an instant, as a field of date and time holds it. */
const wallIn = (at: string, zone: string): string =>
  at ? clockIn(Date.parse(at), zone).slice(0, MINUTE).replace(" ", "T") : "";

export function Moment({
  label,
  at,
  onChange,
}: {
  label: string;
  at: string;
  onChange: (at: string) => void;
}) {
  const { document, editable } = useDesk();
  const zone = document.window.tz;
  return (
    <TextInput
      type="datetime-local"
      label={label}
      required
      readOnly={!editable}
      value={wallIn(at, zone)}
      onChange={(event) => event.currentTarget.value && onChange(instantIn(event.currentTarget.value, zone))}
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
