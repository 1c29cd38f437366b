/** One SKU beside its list: all its terms in sections, who signed its taxes, and what can be done with it. */
import { Group } from "@mantine/core";
import { useRead } from "../../../api/ask";
import { SignTaxes, Sku, type SkuShown, SteerSku } from "../../../api/documents_gen";
import { type Localized, useWords } from "../../../copy";
import { Amount, Count } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { FactList, Section } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { PersonalFacts, PolicyFacts, TaxFacts } from "../../../parts/terms";
import { ChangedSku } from "./Form";
import { Routing } from "./Routing";

export function SkuSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(Sku, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.sku?.name ?? t("batches.sku")} back="/rights/products" size={640}>
      <Reveal reading={reading} pick={(data) => data.sku}>
        {(sku: SkuShown) => (
          <>
            <FactList
              facts={[
                ["code", <code key="code">{sku.code}</code>],
                ["rights.product", sku.productName],
                ["state", <Status key="state" of={sku.state} />],
                ["sku.version", sku.version],
                [
                  "rights.fulfil",
                  [t(`fulfil.${sku.fulfil.toLowerCase()}`), sku.providerName].filter(Boolean).join(" · "),
                ],
                ["rights.face", <Amount key="face" of={sku.faceValue} />],
                ["rights.market", <Amount key="market" of={sku.marketValue} />],
                ["rights.cost", <Amount key="cost" of={sku.unitCost} />],
                ["sku.units", <Count key="units" of={sku.units} />],
                ["validity.ends", sku.validityName],
              ]}
            />
            {sku.fulfil.toLowerCase() === "provider" && (
              <Routing sku={sku.id} currency={sku.unitCost.currency} may={sku.actions.includes("change")} />
            )}
            <Service sku={sku} />
            <Section title={t("sku.section.policies")}>
              <PolicyFacts {...sku} />
            </Section>
            <Section title={t("sku.section.taxes")}>
              <TaxFacts {...sku} />
            </Section>
            <PersonalFacts form={sku.personalForm} />
            <Acts sku={sku} again={again} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Service({ sku }: { sku: SkuShown }) {
  const { t, of } = useWords();
  return (
    <Section title={t("sku.section.service")}>
      {sku.pictureUrl && (
        <img
          src={sku.pictureUrl}
          alt={of(sku.pictureAlt as Localized) || sku.name}
          style={{ maxWidth: "100%", borderRadius: 8 }}
        />
      )}
      <FactList
        facts={[
          ["sku.terms", of(sku.terms as Localized) || "–"],
          ["sku.service", of(sku.service as Localized) || "–"],
        ]}
      />
    </Section>
  );
}

function Acts({ sku, again }: { sku: SkuShown; again: () => void }) {
  const { t } = useWords();
  const may = (act: string) => sku.actions.includes(act);
  return (
    <Group mt="lg" gap="xs">
      {may("change") && <ChangedSku of={sku} done={again} />}
      {may("sign_taxes") && (
        <AskForm
          label={t("sku.sign")}
          lead={t("sku.sign.lead")}
          document={SignTaxes}
          said={t("sku.signed")}
          done={again}
          toAsk={(values) => ({ ...values, sku: sku.id, version: sku.version })}
          fields={[{ name: "opinion", label: "sku.opinion", kind: "long" }]}
        />
      )}
      <Steps
        steps={["stop", "resume"]}
        actions={sku.actions}
        family="sku"
        facts={{ name: sku.name }}
        document={SteerSku}
        ask={{ sku: sku.id }}
        done={again}
      />
    </Group>
  );
}
