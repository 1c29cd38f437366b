/** Enrol a member of staff. */
import { EnrolStaff } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";
import { useRoles } from "../roles/roles";

/** What is told of a change of staff: the approval that it waits for. */
export interface Done {
  waits?: string | null;
}

export function Enrol({ done }: { done: (answer: Done) => void }) {
  const { t } = useWords();
  const roles = useRoles();
  return (
    <AskForm
      primary
      label={t("staff.enrol")}
      document={EnrolStaff}
      done={done}
      lead={t("staff.enrol.lead")}
      said={({ waits }) => t(waits ? "staff.enrolled.waits" : "staff.enrolled")}
      toAsk={(values) => values}
      fields={[
        { name: "number", label: "staff.number" },
        { name: "name", label: "person" },
        { name: "email", label: "staff.email" },
        { name: "unit", label: "unit", kind: "record", record: { kind: "unit" } },
        {
          name: "roles",
          label: "staff.roles",
          kind: "choices",
          options: roles,
        },
      ]}
    />
  );
}
