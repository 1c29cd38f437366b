/** Column mappings: whose each is, whose files it reads by default, and what waits for a second person. */
import { Link } from "wouter";
import { StatementProfiles } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { Mapping } from "./Form";

export function ProfilesPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const clock = useClock();
  const list = useList(StatementProfiles, (data) => data.statementProfiles);
  return (
    <Page
      title={t("place.profiles")}
      lead={t("place.profiles.lead")}
      action={may("settlement.save_profile") && <Mapping done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.profiles")}
        keyOf={(row) => row.id}
        file={{}}
        columns={[
          { head: "name", text: (row) => row.name, sorts: "name" },
          { head: "mapping.version", text: (row) => row.version, right: true },
          { head: "unit", text: (row) => row.unitName },
          { head: "mapping.default", text: (row) => row.providerName },
          {
            head: "state",
            cell: (row) =>
              row.approval ? (
                <Link href={`/approvals/${row.approval}`}>
                  <Status of={row.state} />
                </Link>
              ) : (
                <Status of={row.state} />
              ),
            text: (row) => t(`state.${row.state}`),
            sorts: "state",
          },
          { head: "mapping.maker", text: (row) => row.makerName },
          {
            head: "at",
            cell: (row) => <When at={row.createdAt} />,
            text: (row) => clock.exact(row.createdAt),
            sorts: "createdAt",
          },
        ]}
        empty={{ title: t("mapping.empty"), teach: t("mapping.empty.teach") }}
      />
    </Page>
  );
}
