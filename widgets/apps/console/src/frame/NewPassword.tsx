/** One's own password: set in place of a temporary one, or changed at will. */
import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAsk } from "../api/ask";
import { ChangeOwnPassword } from "../api/documents_gen";
import { useWords } from "../copy";
import { Dialog } from "../parts/overlays";
import { Note } from "../parts/page";
import styles from "./frame.module.css";

/** A temporary password opens nothing but this. */
export function NewPassword({ done }: { done: () => void }) {
  const { t } = useWords();
  return (
    <main className={styles.door}>
      <section className={styles.doorCard}>
        <h1>{t("password.title")}</h1>
        <p>{t("password.lead")}</p>
        <PasswordForm label={t("password.temporary")} send={t("password.set")} done={done} />
      </section>
    </main>
  );
}

export function ChangePassword({ close }: { close: () => void }) {
  const { t } = useWords();
  return (
    <Dialog title={t("password.change")} close={close}>
      <PasswordForm label={t("password.current")} send={t("save")} done={close} />
    </Dialog>
  );
}

function PasswordForm({ label, send, done }: { label: string; send: string; done: () => void }) {
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
    <form onSubmit={submit}>
      <Stack gap="md">
        <PasswordInput
          label={label}
          autoComplete="current-password"
          required
          value={current}
          visibilityToggleButtonProps={eye}
          onChange={(event) => setCurrent(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password.new")}
          autoComplete="new-password"
          required
          value={password}
          visibilityToggleButtonProps={eye}
          onChange={(event) => setPassword(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("password.again")}
          autoComplete="new-password"
          required
          value={again}
          visibilityToggleButtonProps={eye}
          error={differs ? t("password.differs") : null}
          onChange={(event) => setAgain(event.currentTarget.value)}
        />
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        <Button type="submit" fullWidth size="md" loading={busy} disabled={differs || !again}>
          {send}
        </Button>
      </Stack>
    </form>
  );
}
