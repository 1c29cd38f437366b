/** A temporary password opens nothing but this: set one's own. */
import { Button, PasswordInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAsk } from "../api/ask";
import { ChangeOwnPassword } from "../api/documents_gen";
import { useWords } from "../copy";
import { Note } from "../parts/page";
import styles from "./frame.module.css";

export function NewPassword({ done }: { done: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState("");
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const { run, busy, refusal } = useAsk(ChangeOwnPassword);
  const differs = again !== "" && again !== password;
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ ask: { current, password } }, t("password.changed"))) done();
  };
  const eye = { "aria-label": t("door.show") };
  return (
    <main className={styles.door}>
      <section className={styles.doorCard}>
        <h1>{t("password.title")}</h1>
        <p>{t("password.lead")}</p>
        <form onSubmit={submit}>
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            required
            value={current}
            visibilityToggleButtonProps={eye}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          <PasswordInput
            mt="md"
            label={t("password.new")}
            autoComplete="new-password"
            required
            value={password}
            visibilityToggleButtonProps={eye}
            onChange={(event) => setPassword(event.currentTarget.value)}
          />
          <PasswordInput
            mt="md"
            label={t("password.again")}
            autoComplete="new-password"
            required
            value={again}
            visibilityToggleButtonProps={eye}
            error={differs ? t("password.differs") : null}
            onChange={(event) => setAgain(event.currentTarget.value)}
          />
          {refusal && <Note tone="bad">{refusal.message}</Note>}
          <Button type="submit" mt="lg" fullWidth size="md" loading={busy} disabled={differs || !again}>
            {t("password.set")}
          </Button>
        </form>
      </section>
    </main>
  );
}
