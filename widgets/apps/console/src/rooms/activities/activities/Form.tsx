/** A new activity, begun from a template. */
import { useLocation, useSearch } from "wouter";
import { CreateActivity } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskForm } from "../../../parts/form";
import { Shelf } from "./Shelf";

/** The empty page: what a form begins with. */
const BLANK = "blank";
const ROOM = 780;

export function NewActivity() {
  const { t } = useWords();
  const [, go] = useLocation();
  const asked = new URLSearchParams(useSearch()).has("new");
  return (
    <AskForm
      primary
      wide={ROOM}
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
        template: String(values.template || BLANK),
      })}
      fields={[
        { name: "title", label: "activities.title.zh" },
        { name: "titleEn", label: "activities.title.en", optional: true },
        { name: "slug", label: "activities.slug", hint: "activities.slug.hint", optional: true },
        { name: "template", label: "activities.template", own: Shelf, initial: BLANK },
      ]}
    />
  );
}
