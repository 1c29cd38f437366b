/** Terms that a SKU and a batch show alike: policies, taxes with their sign-off, what a client is asked for. */
import { useWords } from "../copy";
import { FactList, Note, Section } from "./page";
import styles from "./parts.module.css";
import { useClock } from "./time";

interface Policies {
  transfer: string;
  refund: string;
  breakage: string;
  breakagePpm: number;
}

const PPM_IN_PERCENT = 10_000;

export function PolicyFacts({ transfer, refund, breakage, breakagePpm }: Policies) {
  const { t } = useWords();
  const expected =
    breakage === "at_issue" ? ` · ${t("sku.breakagePpm")} ${breakagePpm / PPM_IN_PERCENT}%` : "";
  return (
    <FactList
      facts={[
        ["sku.transfer", t(`transfer.${transfer}`)],
        ["sku.refund", t(`refund.${refund}`)],
        ["sku.breakage", `${t(`breakage.${breakage}`)}${expected}`],
      ]}
    />
  );
}

interface Taxes {
  /** The VAT treatment with its rate, in words. */
  vat: string;
  incomeTax: string;
  borneBy: string;
  tax?: { opinion: string; signedAt: string; signerName: string } | null;
}

/** What is taxed how; without the institution's own word a warning says so. */
export function TaxFacts({ vat, incomeTax, borneBy, tax }: Taxes) {
  const { t } = useWords();
  const clock = useClock();
  const income =
    incomeTax === "none"
      ? t("incomeTax.none")
      : [t(`incomeTax.${incomeTax}`), t(`borneBy.by.${borneBy}`)].join(" · ");
  return (
    <>
      <FactList
        facts={[
          ["rights.vat", vat],
          ["rights.incomeTax", income],
          ...(tax
            ? ([
                ["sku.opinion", tax.opinion],
                ["sku.signedBy", [tax.signerName, clock.minute(tax.signedAt)].filter(Boolean).join(" · ")],
              ] as Array<[string, string]>)
            : []),
        ]}
      />
      {!tax && (
        <div className={styles.termsNote}>
          <Note tone="warn">{t("sku.unsigned")}</Note>
        </div>
      )}
    </>
  );
}

interface PersonalField {
  key: string;
  label: Record<string, string>;
  type: string;
  required: boolean;
  purpose: Record<string, string>;
  class: string;
}

export function PersonalFacts({ form }: { form: unknown }) {
  const { t, locale } = useWords();
  const fields = (form as { fields?: PersonalField[] } | null)?.fields ?? [];
  if (fields.length === 0) return null;
  const said = (texts: Record<string, string>) => texts[locale] || texts["zh-CN"] || "";
  return (
    <Section title={t("sku.section.personal")}>
      <ul>
        {fields.map((field) => (
          <li key={field.key}>
            <b>{said(field.label)}</b>{" "}
            {[
              t(`personal.type.${field.type}`),
              t(field.required ? "personal.required" : "personal.optional"),
              field.class,
            ].join(" · ")}
            <div>{said(field.purpose)}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
