/** Staff: enrol, reset, disable; a temporary password is shown once. */
import { Button, Code, CopyButton } from "@mantine/core";
import { useState } from "react";
import { Staff } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { RecordList } from "../../../parts/list";
import { Note, Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { type Done, Enrol } from "./Form";
import { MemberActs } from "./MemberActs";

export function StaffPage() {
  const { t } = useWords();
  const { may } = useSigned();
  const list = useList(Staff, (data) => data.staff, {}, { sort: "number" });
  const [password, setPassword] = useState("");
  const shown = ({ temporaryPassword }: Done = {}) => {
    setPassword(temporaryPassword ?? "");
    list.reading.again();
  };
  return (
    <Page
      title={t("place.staff")}
      lead={t("place.staff.lead")}
      action={may("identity.enrol_staff") && <Enrol done={shown} />}
    >
      {password && (
        <div style={{ marginBottom: 16 }}>
          <Note tone="warn">
            {t("staff.temporary")} <Code>{password}</Code>{" "}
            <CopyButton value={password}>
              {({ copied, copy }) => (
                <Button size="compact-xs" variant="default" onClick={copy}>
                  {copied ? t("copied") : t("copy")}
                </Button>
              )}
            </CopyButton>
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
          { head: "state", cell: (row) => <Status of={row.state} /> },
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
