/** A new activity, begun from a template. */
import { useLocation, useSearch } from "wouter";
import { useRead } from "../../../api/ask";
import { ActivityTemplates, CreateActivity } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";

export function NewActivity() {
  const { t } = useWords();
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).has("new");
  const reading = useRead(ActivityTemplates, {});
  const templates = reading.data?.activityTemplates ?? [];
  return (
    <AskForm
      primary
      startOpen={asked}
      label={t("activities.create")}
      lead={t("activities.create.lead")}
      document={CreateActivity}
      said={t("activities.created")}
      done={(made) => go(`/activities/${made.activity.id}/studio`)}
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
