/** Offers of a SKU: which providers fulfil it, at what price and share, how they stand, what decides among them. */
import { Group, Stack, Text } from "@mantine/core";
import { useRead } from "../../../api/ask";
import {
  ChangeOffer,
  MakeOffer,
  SetOfferPolicy,
  SkuRouting,
  type SkuRoutingShown,
  SteerOffer,
  Units,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { Amount } from "../../../parts/figures";
import { AskForm, type Field, type Values } from "../../../parts/form";
import { Section } from "../../../parts/page";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";

type Offer = SkuRoutingShown["routing"]["offers"][number];

const TONES: Record<string, string> = {
  well: "healthy",
  failing: "low",
  broken: "failed",
  paused: "paused",
  unconnected: "disabled",
};

export function Routing({ sku, currency, may }: { sku: string; currency: string; may: boolean }) {
  const { t } = useWords();
  const reading = useRead(SkuRouting, { id: sku });
  return (
    <Section title={t("offers.title")}>
      <Reveal reading={reading} pick={(data) => data.sku}>
        {({ routing }: SkuRoutingShown) => (
          <>
            <Text size="sm" mb="xs">
              {routing.offers.length ? t(`offers.policy.${routing.policy}.says`) : t("offers.none")}
            </Text>
            {routing.offers.length > 0 && <Offers of={routing.offers} again={reading.again} />}
            {may && (
              <Group mt="sm" gap="xs">
                <Make sku={sku} currency={currency} again={reading.again} />
                {routing.offers.length > 0 && (
                  <Policy sku={sku} policy={routing.policy} again={reading.again} />
                )}
              </Group>
            )}
          </>
        )}
      </Reveal>
    </Section>
  );
}

function Offers({ of, again }: { of: Offer[]; again: () => void }) {
  const { t } = useWords();
  return (
    <Stack component="ul" gap="md" p={0} m={0} style={{ listStyle: "none" }}>
      {of.map((one) => (
        <li key={one.id}>
          <Group justify="space-between" wrap="nowrap" align="start">
            <b>{one.providerName}</b>
            <Status of={TONES[one.health] ?? "disabled"} label={t(`offers.health.${one.health}`)} />
          </Group>
          <Text size="sm">
            <code>{one.providerSku}</code> · {one.unitNames.join(t("list.comma")) || t("offers.everywhere")} ·{" "}
            {one.cities.join(t("list.comma")) || t("offers.cities.all")}
          </Text>
          <Text size="sm">
            {t("offers.price")} <Amount of={one.cost} /> · {t("offers.settle")} <Amount of={one.settle} />
          </Text>
          <Text size="sm">
            {t("offers.share.of", { preference: one.preference, weight: one.weight })} · {t("offers.sla")}{" "}
            {one.slaHours ? t(`offers.hours.${one.slaClock}`, { n: one.slaHours }) : t("offers.sla.none")}
            {one.settled > 0 && ` · ${t("offers.lately", { settled: one.settled, failed: one.failed })}`}
          </Text>
          <Group gap={6} mt={6}>
            {one.actions.includes("change") && <Change of={one} again={again} />}
            <Steps
              size="compact-xs"
              steps={["rest", "resume", "end"]}
              actions={one.actions}
              family="offers"
              facts={{ name: one.providerName }}
              document={SteerOffer}
              ask={{ offer: one.id }}
              done={again}
            />
          </Group>
        </li>
      ))}
    </Stack>
  );
}

/** The fields of an offer's terms, with what it has now. */
function useTerms(of?: Offer): Field[] {
  const { t } = useWords();
  const units = useRead(Units, {}).data?.units ?? [];
  return [
    {
      name: "costMinor",
      label: "offers.cost",
      hint: "offers.cost.hint",
      kind: "money",
      initial: of?.cost.amountMinor ?? "",
    },
    {
      name: "settleMinor",
      label: "offers.settle",
      hint: "offers.settle.hint",
      kind: "money",
      initial: of?.settle.amountMinor ?? "",
    },
    {
      name: "preference",
      label: "offers.preference",
      hint: "offers.preference.hint",
      kind: "whole",
      initial: of?.preference ?? 1,
    },
    {
      name: "weight",
      label: "offers.weight",
      hint: "offers.weight.hint",
      kind: "whole",
      initial: of?.weight ?? 100,
    },
    {
      name: "units",
      label: "offers.units",
      hint: "offers.units.hint",
      kind: "choices",
      optional: true,
      options: units.map((one) => ({ value: one.id, label: one.name })),
      initial: of?.units ?? [],
    },
    {
      name: "cities",
      label: "offers.cities",
      hint: "offers.cities.hint",
      kind: "long",
      optional: true,
      initial: of?.cities.join(t("list.comma")) ?? "",
    },
    {
      name: "slaHours",
      label: "offers.slaHours",
      kind: "whole",
      optional: true,
      initial: of?.slaHours ?? "",
    },
    {
      name: "slaClock",
      label: "offers.slaClock",
      kind: "choice",
      options: choicesOf(t, "offers.clock", ["wall", "working"]),
      initial: of?.slaClock ?? "wall",
    },
  ];
}

const terms = (values: Values) => ({
  ...values,
  cities: String(values.cities ?? "")
    .split(/[,，、;；\n]/)
    .map((one) => one.trim())
    .filter(Boolean),
  weight: Number(values.weight),
  preference: Number(values.preference),
  slaClock: String(values.slaClock).toUpperCase(),
  slaHours: values.slaHours === "" || values.slaHours === null ? null : Number(values.slaHours),
});

function Make({ sku, currency, again }: { sku: string; currency: string; again: () => void }) {
  const { t } = useWords();
  const fields = useTerms();
  return (
    <AskForm
      label={t("offers.make")}
      lead={t("offers.make.lead")}
      currency={currency}
      document={MakeOffer}
      said={t("offers.made")}
      done={again}
      toAsk={(values) => ({ ...terms(values), sku })}
      fields={[
        { name: "provider", label: "rights.provider", kind: "record", record: { kind: "provider" } },
        { name: "providerSku", label: "offers.article" },
        ...fields,
      ]}
    />
  );
}

function Change({ of, again }: { of: Offer; again: () => void }) {
  const { t } = useWords();
  const fields = useTerms(of);
  return (
    <AskForm
      size="compact-xs"
      label={t("offers.change")}
      title={`${t("offers.change")} · ${of.providerName}`}
      lead={t("offers.change.lead")}
      currency={of.cost.currency}
      document={ChangeOffer}
      said={t("offers.changed")}
      done={again}
      toAsk={(values) => ({ ...terms(values), offer: of.id, version: of.version })}
      fields={fields}
    />
  );
}

function Policy({ sku, policy, again }: { sku: string; policy: string; again: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("offers.policy")}
      document={SetOfferPolicy}
      said={t("offers.policy.set")}
      done={again}
      toAsk={({ policy: chosen }) => ({ sku, policy: String(chosen).toUpperCase() })}
      fields={[
        {
          name: "policy",
          label: "offers.policy",
          kind: "choice",
          options: choicesOf(t, "offers.policy", ["weight", "price", "sla"]),
          initial: policy,
        },
      ]}
    />
  );
}
