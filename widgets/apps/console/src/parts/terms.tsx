/** Terms that a SKU and a batch show alike: policies, taxes with their sign-off, what a client is asked for. */
import { type Localized, useWords } from "../copy";
import { percent } from "./figures";
import { FactList, Note, Section } from "./page";
import styles from "./parts.module.css";
import { useClock } from "./time";

interface Policies {
  transfer: string;
  refund: string;
  breakage: string;
  breakagePpm: number;
}

type Say = (key: string) => string;

export function PolicyFacts({ transfer, refund, breakage, breakagePpm }: Policies) {
  const { t } = useWords();
  const expected = breakage === "at_issue" ? ` · ${t("sku.breakagePpm")} ${percent(breakagePpm)}` : "";
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

interface Vat {
  vatTreatment: string;
  vatRatePpm: number;
}

/** The VAT treatment with its rate. */
export const vatText = (t: Say, { vatTreatment, vatRatePpm }: Vat): string =>
  `${t(`vat.${vatTreatment.toLowerCase()}`)} ${percent(vatRatePpm)}`;

interface IncomeTax {
  incomeTax: string;
  borneBy: string;
}

/** What income tax is due, and who bears it. */
export const incomeTaxText = (t: Say, { incomeTax, borneBy }: IncomeTax): string =>
  incomeTax === "none"
    ? t("incomeTax.none")
    : [t(`incomeTax.${incomeTax}`), t(`borneBy.by.${borneBy}`)].join(" · ");

interface Taxes extends Vat, IncomeTax {
  tax?: { opinion: string; signedAt: string; signerName: string } | null;
}

/** What is taxed how; without the institution's own word a warning says so. */
export function TaxFacts({ tax, ...taxes }: Taxes) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <>
      <FactList
        facts={[
          ["rights.vat", vatText(t, taxes)],
          ["rights.incomeTax", incomeTaxText(t, taxes)],
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
  label: Localized;
  type: string;
  required: boolean;
  purpose: Localized;
  class: string;
}

export function PersonalFacts({ form }: { form: unknown }) {
  const { t, of } = useWords();
  const fields = (form as { fields?: PersonalField[] } | null)?.fields ?? [];
  if (fields.length === 0) return null;
  return (
    <Section title={t("sku.section.personal")}>
      <ul>
        {fields.map((field) => (
          <li key={field.key}>
            <b>{of(field.label)}</b>{" "}
            {[
              t(`personal.type.${field.type}`),
              t(field.required ? "personal.required" : "personal.optional"),
              field.class,
            ].join(" · ")}
            <div>{of(field.purpose)}</div>
          </li>
        ))}
      </ul>
    </Section>
  );
}
