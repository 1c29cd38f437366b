/** What the client answered to a right's form: masked; in clear for a purpose that stays in the audit. */
import { Group } from "@mantine/core";

import { useAsk } from "../../../api/ask";
import { RevealForm, type TrailShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { ForPurpose } from "../../../parts/forPurpose";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { useClock } from "../../../parts/time";

type Form = NonNullable<TrailShown["form"]>;

export function Answers({ right, form }: { right: string; form: Form | null }) {
  const { t } = useWords();
  const clock = useClock();
  if (form === null) return null;
  const stands = form.givenAt
    ? t("answers.given", { at: clock.exact(form.givenAt) })
    : t(form.due ? "answers.due" : "answers.none");
  return (
    <Section title={t("answers.title")}>
      <p className={styles.muted}>
        {[
          stands,
          form.forHolder ? "" : t("answers.about", { name: form.about }),
          form.sentAt ? t("answers.sent", { at: clock.exact(form.sentAt) }) : "",
        ]
          .filter(Boolean)
          .join(" · ")}
      </p>
      <Fields of={form.fields} />
      {form.actions.includes("reveal") && (
        <Group mt="sm">
          <RevealAnswers right={right} />
        </Group>
      )}
    </Section>
  );
}

function Fields({ of }: { of: Form["fields"] }) {
  return (
    <dl className={styles.facts}>
      {of.map((field) => (
        <div key={field.key} style={{ display: "contents" }}>
          <dt>{`${field.label} · ${field.klass}`}</dt>
          <dd>{field.value || "–"}</dd>
        </div>
      ))}
    </dl>
  );
}

function RevealAnswers({ right }: { right: string }) {
  const { t } = useWords();
  const { run } = useAsk(RevealForm);
  const ask = async (purpose: string) => {
    const answer = await run({ ask: { entitlement: right, purpose } });
    return answer && <Fields of={answer.answers} />;
  };
  return <ForPurpose size="xs" label={t("answers.reveal")} says={t("answers.reveal.says")} ask={ask} />;
}
