/** Activities: find, make from a template, open. */
import { Select } from "@mantine/core";
import { useLocation, useSearch } from "wouter";
import { useRead } from "../../api/ask";
import { Activities, ActivityTemplates, CreateActivity } from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { useFilter } from "../../parts/address";
import { When } from "../../parts/figures";
import { AskForm } from "../../parts/form";
import { type Pages, RecordList } from "../../parts/list";
import { Page } from "../../parts/page";
import { Status } from "../../parts/status";
import { useClock } from "../../parts/time";
import { useList } from "../../parts/useList";

interface Row {
  id: string;
  slug: string;
  title: string;
  state: string;
  revisionState: string | null;
  startsAt: string | null;
  endsAt: string | null;
  updatedAt: string;
  unitName: string;
}

const STATES = ["unpublished", "scheduled", "running", "paused", "ended", "halted"];

export function ActivitiesPage() {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(
    Activities,
    (data) => data.activities as Pages<Row>,
    { state: state || null },
    { sort: "-updatedAt" },
  );
  return (
    <Page
      title={t("place.activities")}
      lead={t("place.activities.lead")}
      action={may("activities.create_activity") && <Create />}
    >
      <RecordList
        {...list}
        label={t("place.activities")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        open={(row) => `/activities/${row.id}`}
        tools={
          <Select
            aria-label={t("state")}
            placeholder={t("activities.anyState")}
            clearable
            w={160}
            size="xs"
            value={state || null}
            onChange={setState}
            data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        }
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
          action: may("activities.create_activity") && <Create />,
        }}
      />
    </Page>
  );
}

interface Template {
  key: string;
  title: string;
}

function Create() {
  const { t } = useWords();
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).has("new");
  const reading = useRead(ActivityTemplates, {});
  const templates: Template[] = reading.data?.activityTemplates ?? [];
  return (
    <AskForm
      primary
      startOpen={asked}
      label={t("activities.create")}
      title={t("activities.create")}
      lead={t("activities.create.lead")}
      document={CreateActivity}
      said={t("activities.created")}
      done={(answer) => {
        const made = answer as { activity: { id: string } };
        go(`/activities/${made.activity.id}/studio`);
      }}
      toAsk={(values) => ({
        title: String(values.title),
        titleEn: String(values.titleEn),
        slug: String(values.slug),
        template: String(values.template || "blank"),
      })}
      fields={[
        { name: "title", label: "activities.title.zh" },
        { name: "titleEn", label: "activities.title.en", optional: true },
        { name: "slug", label: "activities.slug", hint: "activities.slug.hint", optional: true },
        {
          name: "template",
          label: "activities.template",
          kind: "choice",
          initial: templates[0]?.key ?? "blank",
          options: templates.map((one) => ({ value: one.key, label: one.title })),
        },
      ]}
    />
  );
}
