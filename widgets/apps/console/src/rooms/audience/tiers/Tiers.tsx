/** The tiers, lowest first, with what may be done to each. */
import { Group } from "@mantine/core";
import { DeleteTier, OrderTiers, StopTier } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Count } from "../../../parts/figures";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { type Kept, moved, RulesForm, TierForm, type TierKept } from "./forms";

interface Part {
  kept: Kept;
  done: () => void;
}

export function Tiers({ kept, done }: Part) {
  const { t, of } = useWords();
  return (
    <Section title={t("tiers.tiers")}>
      <div className={styles.sheet}>
        <Table label={t("tiers.tiers")} words>
          <thead>
            <tr>
              {["tiers.tier", "tiers.rules", "tiers.adds", "tiers.clients", "state", "actions"].map(
                (head) => (
                  <th key={head} className={head === "tiers.clients" ? styles.right : undefined}>
                    {t(head)}
                  </th>
                ),
              )}
            </tr>
          </thead>
          <tbody>
            {kept.tierDetails.map((tier) => (
              <tr key={tier.code}>
                <td>
                  <strong>{tier.name}</strong>
                  <div className={styles.muted}>
                    {tier.code} · {t(`tiers.face.${tier.face}`)}
                  </div>
                </td>
                <td>
                  <Rules tier={tier} kept={kept} />
                </td>
                <td>
                  {tier.adds.map((one) => of({ "zh-CN": one.zh, en: one.en })).join(t("list.comma")) || "–"}
                </td>
                <td className={styles.right}>
                  <Count of={tier.clients} />
                </td>
                <td>
                  <Status of={tier.state} />
                </td>
                <td>
                  <Acts tier={tier} kept={kept} done={done} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

function Rules({ tier, kept }: { tier: TierKept; kept: Kept }) {
  const { t } = useWords();
  const band = (code: string | null) => kept.wealthBands.find((one) => one.code === code)?.name ?? code ?? "";
  if (tier.base) return t("tiers.base");
  const enters = tier.enterBand
    ? t("tiers.enters", { band: band(tier.enterBand) })
    : t("tiers.by.invitation");
  const keeps = tier.keepBand && t("tiers.keeps", { band: band(tier.keepBand) });
  const term = tier.validMonths ? t("tiers.months", { count: tier.validMonths }) : t("tiers.no.term");
  return [enters, keeps, term, t(`tiers.down.${tier.downgrade}`)].filter(Boolean).join(t("list.comma"));
}

function Acts({ tier, kept, done }: Part & { tier: TierKept }) {
  const { t } = useWords();
  const changes = tier.actions.includes("change");
  const stops = tier.actions.includes("stop");
  return (
    <Group gap="xs">
      {changes && <TierForm tier={tier} done={done} />}
      {tier.actions.includes("rules") && <RulesForm tier={tier} kept={kept} done={done} />}
      {changes && !tier.base && tier.rank !== kept.tierDetails.at(-1)?.rank && (
        <AskConfirm
          size="compact-xs"
          label={t("tiers.higher")}
          title={`${t("tiers.higher")} ${tier.name}`}
          says={t("tiers.higher.says")}
          document={OrderTiers}
          ask={{ codes: moved(kept.tierDetails, tier.code) }}
          said={t("tiers.ordered")}
          done={done}
        />
      )}
      {(stops || tier.actions.includes("take_up")) && (
        <AskConfirm
          danger={stops}
          size="compact-xs"
          label={t(stops ? "tiers.stop" : "tiers.takeUp")}
          title={`${t(stops ? "tiers.stop" : "tiers.takeUp")} ${tier.name}`}
          says={t(stops ? "tiers.stop.says" : "tiers.takeUp.says")}
          document={StopTier}
          ask={{ code: tier.code, stopped: stops }}
          said={t(stops ? "tiers.stopped" : "tiers.takenUp")}
          done={done}
        />
      )}
      {tier.actions.includes("delete") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("tiers.delete")}
          title={`${t("tiers.delete")} ${tier.name}`}
          says={t("tiers.delete.says")}
          document={DeleteTier}
          ask={{ code: tier.code }}
          said={t("tiers.deleted")}
          done={done}
        />
      )}
    </Group>
  );
}
