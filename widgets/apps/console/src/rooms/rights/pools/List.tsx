/** Code pools: the codes that providers honour, and how many are left of them. */
import { CodePools, OpenCodePool } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { nameFields } from "../../../parts/named";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { PoolSide } from "./Page";

export function PoolsPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(CodePools, (data) => data.codePools);
  const { again } = list.reading;
  return (
    <Page
      title={t("place.pools")}
      lead={t("place.pools.lead")}
      action={may("rights.supply") && <OpenPool done={again} />}
    >
      <RecordList
        {...list}
        label={t("place.pools")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/pools/${row.id}`}
        file={{}}
        columns={[
          { head: "name", text: (row) => row.name },
          { head: "code", cell: (row) => <code>{row.code}</code>, text: (row) => row.code, sorts: "code" },
          { head: "pools.sku", text: (row) => row.skuName },
          { head: "rights.provider", text: (row) => row.providerName },
          {
            head: "pools.free",
            cell: (row) => <Count of={row.free} />,
            text: (row) => row.free,
            right: true,
            sorts: "free",
          },
          {
            head: "state",
            cell: (row) => <Status of={row.isLow ? "low" : "enough"} />,
            text: (row) => t(`state.${row.isLow ? "low" : "enough"}`),
          },
          { head: "unit", text: (row) => row.unitName },
        ]}
        empty={{ title: t("pools.empty"), teach: t("pools.empty.teach") }}
      />
      {id && <PoolSide id={id} changed={again} />}
    </Page>
  );
}

function OpenPool({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      primary
      label={t("pools.new")}
      lead={t("pools.new.says")}
      document={OpenCodePool}
      said={t("pools.new.done")}
      done={done}
      toAsk={({ nameZh, nameEn, ...rest }) => ({ ...rest, title: { zh: nameZh, en: nameEn } })}
      fields={[
        { name: "sku", label: "pools.sku", kind: "record", record: { kind: "poolless" } },
        { name: "code", label: "code" },
        ...nameFields("title"),
        { name: "lowAt", label: "pools.low", hint: "pools.low.hint", kind: "whole", initial: 50 },
        { name: "caseMatters", label: "pools.case.ask", kind: "yes" },
      ]}
    />
  );
}
