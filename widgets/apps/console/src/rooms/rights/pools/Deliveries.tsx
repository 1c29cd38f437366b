/** The codes of a pool that rights have: by number and time; one is shown in clear for a purpose. */
import { Button, Group, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../../../api/ask";
import { CodeDeliveries, RevealPoolCode } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Dialog } from "../../../parts/overlays";
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
        { head: "state", cell: (row) => <Status of={row.state} />, text: (row) => t(`state.${row.state}`) },
        {
          head: "pools.allocatedAt",
          cell: (row) => <When at={row.allocatedAt} />,
          sorts: "allocatedAt",
        },
        {
          head: "pools.deliveredAt",
          cell: (row) => (row.deliveredAt ? <When at={row.deliveredAt} /> : "–"),
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
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [shown, setShown] = useState<{ code: string; pin: string } | null>(null);
  const { run, busy } = useAsk(RevealPoolCode);
  const close = () => {
    setOpen(false);
    setShown(null);
    setPurpose("");
  };
  const reveal = async () => {
    const answer = await run({ ask: { pool, number, purpose } });
    if (answer) setShown(answer);
  };
  return (
    <Group justify="flex-end">
      <Button size="compact-xs" variant="subtle" onClick={() => setOpen(true)}>
        {t("pools.reveal")}
      </Button>
      <Dialog title={t("pools.reveal.title", { number })} open={open} close={close}>
        {shown ? (
          <FactList
            facts={[
              ["pools.field.code", <code key="code">{shown.code}</code>],
              ["pools.field.pin", <code key="pin">{shown.pin || "–"}</code>],
            ]}
          />
        ) : (
          <>
            <p>{t("pools.reveal.says")}</p>
            <TextInput
              label={t("pools.purpose")}
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
            <Button mt="md" loading={busy} disabled={purpose.trim().length < 4} onClick={() => void reveal()}>
              {t("pools.reveal")}
            </Button>
          </>
        )}
      </Dialog>
    </Group>
  );
}
