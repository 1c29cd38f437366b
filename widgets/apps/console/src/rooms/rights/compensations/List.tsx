/** Compensations: what was given for which right and why, and up to which value one person gives by himself. */
import { Text } from "@mantine/core";
import { useRead } from "../../../api/ask";
import { CompensationLimits, Compensations, LimitCompensation } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { Amount, amountText, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";

const STATES = ["pending", "given", "returned", "withdrawn", "undone"];

export function CompensationsPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const limits = useRead(CompensationLimits, {});
  const list = useList(
    Compensations,
    (data) => data.compensations,
    { state: state || null },
    { sort: "-madeAt" },
  );
  const said = (limits.data?.compensationLimits ?? [])
    .map((one) => amountText(one.alone))
    .join(t("list.comma"));
  return (
    <Page
      title={t("place.compensations")}
      lead={limits.data && t(said ? "compensations.lead" : "compensations.lead.none", { limit: said })}
      action={may("rights.limit_compensation") && <Limit done={limits.again} />}
    >
      <RecordList
        {...list}
        label={t("place.compensations")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        open={(row) => `/trail/${row.original}`}
        tools={<StateFilter values={STATES} value={state} choose={setState} family="compensations.state" />}
        columns={[
          {
            head: "compensations.original",
            words: true,
            cell: (row) => (
              <>
                {row.originalName} <Text size="xs">{row.causeName}</Text>
              </>
            ),
          },
          { head: "entitlements.holder", cell: (row) => row.clientName },
          {
            head: "compensations.gets",
            cell: (row) =>
              row.points === null
                ? row.name
                : t("compensations.points.of", { name: row.name, points: row.points }),
          },
          {
            head: "compensations.worth",
            cell: (row) => <Amount of={row.worth} />,
            right: true,
            sorts: "worth",
          },
          { head: "reason", words: true, cell: (row) => <Text size="xs">{row.reason}</Text> },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={t(`compensations.state.${row.state}`)} />,
          },
          { head: "compensations.maker", cell: (row) => row.makerName },
          { head: "at", cell: (row) => <When at={row.madeAt} />, sorts: "madeAt" },
        ]}
        empty={{ title: t("compensations.empty"), teach: t("compensations.empty.teach") }}
      />
    </Page>
  );
}

function Limit({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      label={t("compensations.limit")}
      lead={t("compensations.limit.says")}
      document={LimitCompensation}
      said={t("compensations.limit.said")}
      done={done}
      toAsk={(values) => ({ ...values, aloneMinor: Number(values.aloneMinor) })}
      fields={[
        { name: "currency", label: "compensations.currency" },
        { name: "aloneMinor", label: "compensations.alone", kind: "money" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
