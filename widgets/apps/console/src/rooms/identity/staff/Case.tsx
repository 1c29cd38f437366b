/** What a second administrator must see of a change of staff: who it is, and the standing before and after. */
import { Table } from "@mantine/core";
import { ApproveStaffChange, ReturnStaffChange, WithdrawStaffChange } from "../../../api/documents_gen";
import { textId } from "../../../api/ids";
import { type Localized, useWords } from "../../../copy";
import type { ApprovalCase, CaseProps } from "../../../parts/approvals";
import { FactList, Section } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useRoles } from "../roles/roles";

/** What the platform keeps for an approver. */
interface Standing {
  roles: string[];
  unit_name: Localized;
  state: string;
}

interface Changed {
  name: string;
  number: string;
  email: string;
  before: Standing;
  after: Standing;
}

function Case({ difference }: CaseProps) {
  const { t, of } = useWords();
  const known = useRoles();
  const { name, number, email, before, after } = difference as Changed;
  const names = (roles: string[]) =>
    roles.map((role) => known.find((one) => one.value === role)?.label ?? role).join(t("list.comma"));
  return (
    <>
      <Section title={t("case.facts")}>
        <FactList
          facts={[
            ["person", name],
            ["staff.number", number],
            ["staff.email", email],
          ]}
        />
      </Section>
      <Section title={t("subject.identity.staff")}>
        <Table>
          <Table.Thead>
            <Table.Tr>
              <Table.Th />
              <Table.Th>{t("staff.case.before")}</Table.Th>
              <Table.Th>{t("staff.case.after")}</Table.Th>
            </Table.Tr>
          </Table.Thead>
          <Table.Tbody>
            <Table.Tr>
              <Table.Th scope="row">{t("staff.roles")}</Table.Th>
              <Table.Td>{names(before.roles)}</Table.Td>
              <Table.Td>{names(after.roles)}</Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row">{t("unit")}</Table.Th>
              <Table.Td>{of(before.unit_name)}</Table.Td>
              <Table.Td>{of(after.unit_name)}</Table.Td>
            </Table.Tr>
            <Table.Tr>
              <Table.Th scope="row">{t("state")}</Table.Th>
              <Table.Td>
                <Status of={before.state} />
              </Table.Td>
              <Table.Td>
                <Status of={after.state} />
              </Table.Td>
            </Table.Tr>
          </Table.Tbody>
        </Table>
      </Section>
    </>
  );
}

export const staffCase: ApprovalCase = {
  kind: "identity.staff",
  Case,
  approve: ApproveStaffChange,
  back: ReturnStaffChange,
  withdraw: WithdrawStaffChange,
  subject: (id) => ({ staff: textId("stf", id) }),
  steps: false,
};
