/** Staff: enrol, change, disable, sign out; and who waits for a password or a second administrator. */
import { useState } from "react";
import { Link } from "wouter";
import { Staff, type StaffRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { RecordList } from "../../../parts/list";
import { Note, Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { WaitingResets } from "../resets/Waiting";
import { type Done, Enrol } from "./Form";
import { MemberActs } from "./MemberActs";

export function StaffPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Staff, (data) => data.staff, {}, { sort: "number" });
  const [waits, setWaits] = useState("");
  const shown = (answer: Done = {}) => {
    setWaits(answer.waits ?? "");
    list.reading.again();
  };
  return (
    <Page
      title={t("place.staff")}
      lead={t("place.staff.lead")}
      action={may("identity.enrol_staff") && <Enrol done={shown} />}
    >
      {may("identity.confirm_reset") && <WaitingResets />}
      {waits && (
        <div style={{ marginBottom: 16 }}>
          <Note tone="warn">
            {t("staff.proposed.says")} <Link href={`/approvals/${waits}`}>{t("staff.proposed.open")}</Link>
          </Note>
        </div>
      )}
      <RecordList
        {...list}
        label={t("place.staff")}
        keyOf={(row) => row.id}
        columns={[
          { head: "person", cell: (row) => row.name, sorts: "name" },
          { head: "staff.number", cell: (row) => row.number, sorts: "number" },
          { head: "staff.email", cell: (row) => row.email },
          { head: "unit", cell: (row) => row.unitName },
          {
            head: "staff.roles",
            cell: (row) => row.roleNames.join(t("list.comma")),
          },
          { head: "state", cell: (row) => <Standing of={row} /> },
          {
            head: "actions",
            right: true,
            cell: (row) => row.actions.length > 0 && <MemberActs member={row} done={shown} />,
          },
        ]}
        empty={{ title: t("staff.empty") }}
      />
    </Page>
  );
}

/** The state, a change that waits for a second administrator, and that nobody has set a password yet. */
function Standing({ of }: { of: StaffRow }) {
  const { t } = useWords();
  return (
    <>
      <Status of={of.state} />
      {of.waits && (
        <div>
          <Link href={`/approvals/${of.waits}`}>{t("staff.waits")}</Link>
        </div>
      )}
      {!of.hasPassword && <div className={styles.muted}>{t("staff.noPassword")}</div>}
    </>
  );
}
