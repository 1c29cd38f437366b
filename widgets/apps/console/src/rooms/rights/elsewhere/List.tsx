/** Files of rights that other systems granted, newest first. */
import { useRead } from "../../../api/ask";
import { ElsewhereFile, type ElsewhereFileShown, ElsewhereFiles } from "../../../api/documents_gen";
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
import { BringRights } from "./Form";
import { Result } from "./Result";

export function ElsewherePage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(ElsewhereFiles, (data) => data.elsewhereFiles, {}, { sort: "-askedAt" });
  return (
    <Page
      title={t("place.elsewhere")}
      lead={t("place.elsewhere.lead")}
      action={may("rights.import_rights") && <BringRights done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.elsewhere")}
        keyOf={(row) => row.id}
        openId={id}
        open={(row) => `/rights/elsewhere/${row.id}`}
        columns={[
          { head: "elsewhere.file", cell: (row) => row.fileName, sorts: "fileName" },
          { head: "elsewhere.system", cell: (row) => row.system },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={t(`elsewhere.state.${row.state}`)} />,
          },
          { head: "elsewhere.given", cell: (row) => <Count of={row.givenCount} />, right: true },
          { head: "elsewhere.bad", cell: (row) => <Count of={row.badCount} />, right: true },
          { head: "elsewhere.rows", cell: (row) => <Count of={row.totalCount} />, right: true },
          { head: "elsewhere.by", cell: (row) => row.byName },
          { head: "at", cell: (row) => <When at={row.askedAt} />, sorts: "askedAt" },
        ]}
        empty={{ title: t("elsewhere.empty"), teach: t("elsewhere.empty.teach") }}
      />
      {id && <ElsewhereSide id={id} changed={list.reading.again} />}
    </Page>
  );
}

function ElsewhereSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(ElsewhereFile, { id });
  const again = () => {
    reading.again();
    changed();
  };
  useFollow(reading.data?.elsewhereFile?.underWay ?? false, reading.again, changed);
  return (
    <Side title={reading.data?.elsewhereFile?.fileName ?? t("place.elsewhere")} back="/rights/elsewhere">
      <Reveal reading={reading} pick={(data) => data.elsewhereFile}>
        {(found: ElsewhereFileShown) => <Result file={found} again={again} />}
      </Reveal>
    </Side>
  );
}
