/** What the client answered to a right's form: masked; in clear for a purpose that stays in the audit. */
import { Button, TextInput } from "@mantine/core";
import { useState } from "react";
import { useAsk } from "../../../api/ask";
import { RevealForm, type TrailShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Dialog } from "../../../parts/overlays";
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
      <dl className={styles.facts}>
        {form.fields.map((field) => (
          <div key={field.key} style={{ display: "contents" }}>
            <dt>{`${field.label} · ${field.klass}`}</dt>
            <dd>{field.value || "–"}</dd>
          </div>
        ))}
      </dl>
      {form.actions.includes("reveal") && <RevealAnswers right={right} />}
    </Section>
  );
}

function RevealAnswers({ right }: { right: string }) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [purpose, setPurpose] = useState("");
  const [shown, setShown] = useState<Form["fields"] | null>(null);
  const { run, busy } = useAsk(RevealForm);
  const close = () => {
    setOpen(false);
    setShown(null);
    setPurpose("");
  };
  const reveal = async () => {
    const answer = await run({ ask: { entitlement: right, purpose } });
    if (answer) setShown(answer.answers);
  };
  return (
    <>
      <Button mt="sm" size="xs" variant="default" onClick={() => setOpen(true)}>
        {t("answers.reveal")}
      </Button>
      <Dialog title={t("answers.reveal")} open={open} close={close}>
        {shown ? (
          <dl className={styles.facts}>
            {shown.map((field) => (
              <div key={field.key} style={{ display: "contents" }}>
                <dt>{field.label}</dt>
                <dd>{field.value}</dd>
              </div>
            ))}
          </dl>
        ) : (
          <>
            <p>{t("answers.reveal.says")}</p>
            <TextInput
              label={t("answers.purpose")}
              value={purpose}
              onChange={(event) => setPurpose(event.currentTarget.value)}
            />
            <Button mt="md" loading={busy} disabled={purpose.trim().length < 4} onClick={() => void reveal()}>
              {t("answers.reveal")}
            </Button>
          </>
        )}
      </Dialog>
    </>
  );
}
