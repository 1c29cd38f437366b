/** Small fields that every settings form uses: two languages, money, times in the activity's zone. */

import type { Text } from "@largesse/contracts/documents";
import { decimalsOf, instantIn, shownIn } from "@largesse/kernel";
import { Select, Textarea, TextInput } from "@mantine/core";
import type { ReactNode } from "react";
import { useDesk, useDocument } from "../desk";
import { FigureField } from "../FigureField";
import { MomentField } from "../MomentField";
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

interface MoneyProps {
  label: string;
  minor: number;
  currency: string;
  onChange: (minor: number) => void;
}

/** An amount; what cannot be read leaves the amount as it was. */
export function MoneyField({ label, minor, currency, onChange }: MoneyProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <FigureField
      label={label}
      value={minor}
      digits={decimalsOf(currency)}
      before={currency}
      say={t}
      readOnly={!editable}
      onChange={(next) => next !== null && onChange(next)}
    />
  );
}

/** The activity's wall clock at an instant, as a field of date and time holds it. */
const wallIn = (at: string, zone: string): string => (at ? shownIn(Date.parse(at), zone) : "");

interface MomentProps {
  label: string;
  at: string;
  onChange: (at: string) => void;
}

export function Moment({ label, at, onChange }: MomentProps) {
  const { t, locale } = useWords();
  const zone = useDocument((document) => document.window.tz);
  const { editable } = useDesk();
  return (
    <MomentField
      label={label}
      required
      readOnly={!editable}
      zone={zone}
      locale={locale}
      say={t}
      value={wallIn(at, zone)}
      onChange={(wall) => wall && onChange(instantIn(wall, zone))}
    />
  );
}

/** Every zone that the browser knows; the chosen one also where the browser does not. */
const ZONES: readonly string[] = Intl.supportedValuesOf("timeZone");

interface ZoneProps {
  label: string;
  zone: string;
  onChange: (zone: string) => void;
}

export function ZoneChoice({ label, zone, onChange }: ZoneProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <Select
      label={label}
      required
      searchable
      allowDeselect={false}
      readOnly={!editable}
      nothingFoundMessage={t("window.zone.none")}
      limit={100}
      data={ZONES.includes(zone) ? [...ZONES] : [zone, ...ZONES]}
      value={zone}
      onChange={(next) => next && onChange(next)}
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
