/** Packages: what each gives, how often it was given, and how often the stock still reaches. */
import { RightsPackages } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { NewPackage } from "./Form";
import { PackageSide } from "./Page";

export function PackagesPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const list = useList(RightsPackages, (data) => data.rightsPackages);
  return (
    <Page
      title={t("place.packages")}
      lead={t("place.packages.lead")}
      action={<NewPackage done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.packages")}
        keyOf={(row) => row.id}
        openId={id}
        file={{}}
        open={(row) => `/rights/packages/${row.id}`}
        columns={[
          { head: "packages.name", text: (row) => row.name },
          { head: "code", text: (row) => row.code, sorts: "code" },
          { head: "unit", text: (row) => row.unitName },
          {
            head: "packages.count",
            cell: (row) => <Count of={row.unitCount} />,
            text: (row) => row.unitCount,
            right: true,
          },
          {
            head: "packages.given",
            cell: (row) => <Count of={row.given} />,
            text: (row) => row.given,
            right: true,
          },
          {
            head: "packages.enough",
            cell: (row) => <Count of={row.enoughFor} />,
            text: (row) => row.enoughFor,
            right: true,
          },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
            text: (row) => t(`state.${row.state}`),
            sorts: "state",
          },
        ]}
        empty={{ title: t("packages.empty"), teach: t("packages.empty.teach") }}
      />
      {id && <PackageSide id={id} changed={list.reading.again} />}
    </Page>
  );
}
