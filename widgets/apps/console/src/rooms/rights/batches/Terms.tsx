/** What a batch took over from its SKU: validity, uses, policies, taxes with their sign-off, what is asked for. */
import type { IssueBatchShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { FactList, Section } from "../../../parts/page";
import { PersonalFacts, PolicyFacts, TaxFacts } from "../../../parts/terms";

export function BatchTerms({ batch }: { batch: IssueBatchShown }) {
  const { t } = useWords();
  return (
    <>
      <Section title={t("batches.terms", { version: batch.skuVersion })}>
        <FactList
          facts={[
            ["validity.ends", batch.validityName],
            ["sku.units", <Count key="units" of={batch.unitsEach} />],
          ]}
        />
        <PolicyFacts {...batch} />
      </Section>
      <Section title={t("sku.section.taxes")}>
        <TaxFacts {...batch} />
      </Section>
      <PersonalFacts form={batch.personalForm} />
    </>
  );
}
