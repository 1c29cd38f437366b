/** Files in which providers tell what was used, newest first; a booked row is reversed among the redemptions. */
import { useRead } from "../../../api/ask";
import { UseFile, type UseFileShown, UseFiles } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Count, When } from "../../../parts/figures";
import { useFollow } from "../../../parts/follow";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { BookUses } from "./Form";
import { Result } from "./Result";

export function UseFilesPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(UseFiles, (data) => data.useFiles, {}, { sort: "-askedAt" });
  return (
    <Page
      title={t("place.uses")}
      lead={t("place.uses.lead")}
      action={may("rights.import_uses") && <BookUses done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.uses")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/uses/${row.id}`}
        columns={[
          { head: "uses.file", cell: (row) => row.fileName, sorts: "fileName" },
          { head: "rights.provider", cell: (row) => row.providerName },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          { head: "uses.booked", cell: (row) => <Count of={row.bookedCount} />, right: true },
          { head: "uses.leftOut", cell: (row) => <Count of={row.badCount} />, right: true },
          { head: "uses.by", cell: (row) => row.byName },
          { head: "at", cell: (row) => <When at={row.askedAt} />, sorts: "askedAt" },
        ]}
        empty={{ title: t("uses.empty"), teach: t("uses.empty.teach") }}
      />
      {id && <UseFileSide id={id} changed={list.reading.again} />}
    </Page>
  );
}

function UseFileSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(UseFile, { id });
  useFollow(reading.data?.useFile?.underWay ?? false, reading.again, changed);
  return (
    <Side title={reading.data?.useFile?.fileName ?? t("place.uses")} back="/rights/uses">
      <Reveal reading={reading} pick={(data) => data.useFile}>
        {(found: UseFileShown) => <Result file={found} />}
      </Reveal>
    </Side>
  );
}
