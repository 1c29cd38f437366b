/** The bands of wealth, lowest first: names, the words for the step to each, idioms; no amounts. */
import { Group } from "@mantine/core";
import { DeleteBand, OrderBands } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Table } from "../../../parts/table";
import { BandForm, type BandKept, type Kept, moved } from "./forms";

export function Bands({ kept, done }: { kept: Kept; done: () => void }) {
  const { t, of } = useWords();
  const keeps = kept.tierDetails.some((one) => one.actions.includes("change"));
  return (
    <Section title={t("tiers.bands")}>
      <div className={styles.sheet}>
        <Table label={t("tiers.bands")} words>
          <thead>
            <tr>
              {["tiers.band", "tiers.gap", "tiers.idiom", "tiers.called", "actions"].map((head) => (
                <th key={head}>{t(head)}</th>
              ))}
            </tr>
          </thead>
          <tbody>
            {kept.wealthBands.map((band) => (
              <tr key={band.code}>
                <td>
                  <strong>{band.name}</strong>
                  <div className={styles.muted}>{band.code}</div>
                </td>
                <td>{of({ "zh-CN": band.gapZh, en: band.gapEn }) || "–"}</td>
                <td>{[band.idiomZh, band.idiomEn].filter(Boolean).join(" · ") || "–"}</td>
                <td>{band.called.join(t("list.comma")) || "–"}</td>
                <td>
                  <Acts band={band} kept={kept} done={done} />
                </td>
              </tr>
            ))}
          </tbody>
        </Table>
      </div>
      {keeps && <BandForm done={done} />}
    </Section>
  );
}

function Acts({ band, kept, done }: { band: BandKept; kept: Kept; done: () => void }) {
  const { t } = useWords();
  const changes = band.actions.includes("change");
  return (
    <Group gap="xs">
      {changes && <BandForm band={band} done={done} />}
      {changes && band.code !== kept.wealthBands.at(-1)?.code && (
        <AskConfirm
          size="compact-xs"
          label={t("tiers.higher")}
          title={`${t("tiers.higher")} ${band.name}`}
          says={t("tiers.higher.says")}
          document={OrderBands}
          ask={{ codes: moved(kept.wealthBands, band.code) }}
          said={t("tiers.ordered")}
          done={done}
        />
      )}
      {band.actions.includes("delete") && (
        <AskConfirm
          danger
          size="compact-xs"
          label={t("tiers.delete")}
          title={`${t("tiers.delete")} ${band.name}`}
          says={t("tiers.band.delete.says")}
          document={DeleteBand}
          ask={{ code: band.code }}
          said={t("tiers.deleted")}
          done={done}
        />
      )}
    </Group>
  );
}
