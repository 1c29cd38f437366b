/** Activities: find, begin, open. */
import { Activities } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { NewActivity } from "./Form";

const STATES = [
  "unpublished",
  "scheduled",
  "running",
  "paused",
  "ended",
  "halted",
  "in_review",
  "changes_requested",
  "withdrawn",
  "approved",
];

export function ActivitiesPage() {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(
    Activities,
    (data) => data.activities,
    { state: state || null },
    { sort: "-updatedAt" },
  );
  return (
    <Page
      title={t("place.activities")}
      lead={t("place.activities.lead")}
      action={may("activities.create_activity") && <NewActivity />}
    >
      <RecordList
        {...list}
        label={t("place.activities")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        open={(row) => `/activities/${row.id}`}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        columns={[
          { head: "activities.name", cell: (row) => row.title, sorts: "title" },
          { head: "state", cell: (row) => <Status of={row.state} /> },
          { head: "activities.revision", cell: (row) => <Status of={row.revisionState} /> },
          {
            head: "activities.window",
            cell: (row) => clock.days(row.startsAt, row.endsAt),
            sorts: "startsAt",
          },
          { head: "unit", cell: (row) => row.unitName },
          { head: "updated", cell: (row) => <When at={row.updatedAt} />, sorts: "updatedAt" },
        ]}
        empty={{
          title: t("activities.empty"),
          teach: t("activities.empty.teach"),
          action: may("activities.create_activity") && <NewActivity />,
        }}
      />
    </Page>
  );
}
