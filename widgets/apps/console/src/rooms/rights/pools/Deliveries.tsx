/** The codes of a pool that rights have: by number and time; one is shown in clear for a purpose. */
import { useAsk } from "../../../api/ask";
import { CodeDeliveries, RevealPoolCode } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { ForPurpose } from "../../../parts/forPurpose";
import { RecordList } from "../../../parts/list";
import { FactList } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

export function Deliveries({ pool, reveals }: { pool: string; reveals: boolean }) {
  const { t } = useWords();
  const list = useList(CodeDeliveries, (data) => data.codeDeliveries, { pool }, { sort: "-allocatedAt" });
  return (
    <RecordList
      {...list}
      searchable={false}
      label={t("pools.deliveries")}
      keyOf={(row) => row.entitlement}
      open={(row) => `/trail/${row.entitlement}`}
      columns={[
        { head: "pools.number", text: (row) => String(row.number), sorts: "number" },
        { head: "state", cell: (row) => <Status of={row.state} /> },
        {
          head: "pools.allocatedAt",
          cell: (row) => <When at={row.allocatedAt} />,
          sorts: "allocatedAt",
        },
        {
          head: "pools.deliveredAt",
          cell: (row) => <When at={row.deliveredAt} />,
        },
        {
          head: "actions",
          right: true,
          cell: (row) => (reveals ? <Unseal pool={pool} number={row.number} /> : null),
        },
      ]}
      empty={{ title: t("pools.deliveries.none") }}
    />
  );
}

function Unseal({ pool, number }: { pool: string; number: number }) {
  const { t } = useWords();
  const { run } = useAsk(RevealPoolCode);
  const ask = async (purpose: string) => {
    const answer = await run({ ask: { pool, number, purpose } });
    return (
      answer && (
        <FactList
          facts={[
            ["pools.field.code", <code key="code">{answer.code}</code>],
            ["pools.field.pin", <code key="pin">{answer.pin || "–"}</code>],
          ]}
        />
      )
    );
  };
  return (
    <ForPurpose
      size="compact-xs"
      label={t("pools.reveal")}
      title={t("pools.reveal.title", { number: String(number) })}
      says={t("pools.reveal.says")}
      ask={ask}
    />
  );
}
