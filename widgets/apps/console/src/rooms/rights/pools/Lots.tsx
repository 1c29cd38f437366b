/** What came into a pool, newest first, and what can be done with each lot. */
import { Group } from "@mantine/core";
import { useState } from "react";
import { CancelCodeLot, type CodePoolShown, VoidCodeLot } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Count, When } from "../../../parts/figures";
import { ForPurpose } from "../../../parts/forPurpose";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { Table } from "../../../parts/table";
import { handOver } from "./send";

type Lot = CodePoolShown["lots"][number];

export function Lots({ lots, again }: { lots: Lot[]; again: () => void }) {
  const { t } = useWords();
  if (lots.length === 0) return <p>{t("pools.lots.none")}</p>;
  return (
    <Table words label={t("pools.lots")}>
      <thead>
        <tr>
          <th>{t("pools.lot")}</th>
          <th>{t("state")}</th>
          <th className={styles.right}>{t("pools.kept")}</th>
          <th className={styles.right}>{t("pools.bad")}</th>
          <th>{t("at")}</th>
          <th>{t("actions")}</th>
        </tr>
      </thead>
      <tbody>
        {lots.map((lot) => (
          <Row key={lot.id} lot={lot} again={again} />
        ))}
      </tbody>
    </Table>
  );
}

function Row({ lot, again }: { lot: Lot; again: () => void }) {
  const { t } = useWords();
  return (
    <tr>
      <td>
        {lot.fileName || t("pools.origin.made")}
        {lot.origin === "elsewhere" && <small> {t("pools.origin.elsewhere")}</small>}
        {lot.written && <small> {lot.written}</small>}
      </td>
      <td>
        <Status of={lot.state} />
        {(lot.why || lot.voidReason) && <small> {lot.why || lot.voidReason}</small>}
      </td>
      <td className={styles.right}>
        <Count of={lot.keptCount - lot.voidedCount} />
      </td>
      <td className={styles.right}>
        {lot.badCount > 0 ? (
          <a href={`/files/code-lots/${lot.id}/bad.csv`}>
            <Count of={lot.badCount} />
          </a>
        ) : (
          <Count of={0} />
        )}
      </td>
      <td>
        <When at={lot.askedAt} /> <small>{lot.byName}</small>
      </td>
      <td>
        <Acts lot={lot} again={again} />
      </td>
    </tr>
  );
}

function Acts({ lot, again }: { lot: Lot; again: () => void }) {
  const { t } = useWords();
  const shared = { size: "compact-xs", danger: true, ask: { lot: lot.id }, done: again } as const;
  return (
    <Group gap={6} wrap="nowrap">
      {lot.actions.includes("cancel") && (
        <AskConfirm
          {...shared}
          label={t("pools.cancel")}
          says={t("pools.cancel.says")}
          said={t("pools.cancelled")}
          document={CancelCodeLot}
        />
      )}
      {lot.actions.includes("hand_over") && <HandOver lot={lot.id} />}
      {lot.actions.includes("void") && (
        <AskConfirm
          {...shared}
          reason="required"
          label={t("pools.void")}
          says={t("pools.void.says")}
          said={t("pools.voided")}
          document={VoidCodeLot}
        />
      )}
    </Group>
  );
}

/** Codes that the house made, for their provider: a file, for a purpose that stays on the trail. */
function HandOver({ lot }: { lot: string }) {
  const { t } = useWords();
  const [refused, setRefused] = useState<string | null>(null);
  const ask = async (purpose: string) => {
    const why = await handOver(lot, purpose);
    setRefused(why === null ? null : why || t("trouble.network.kept"));
    return why === null || null;
  };
  return (
    <ForPurpose
      size="compact-xs"
      label={t("pools.handOver")}
      act={t("pools.handOver.act")}
      says={t("pools.handOver.says")}
      ask={ask}
      refused={refused}
    />
  );
}
