/** A new password, typed twice: one's own changed at will, or set after others have vouched for it. */
import { Button, PasswordInput, Stack } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAskHere } from "../api/ask";
import { ChangeOwnPassword } from "../api/documents_gen";
import { useWords } from "../copy";
import { Dialog } from "../parts/overlays";
import { Note } from "../parts/page";
import styles from "./frame.module.css";

/** The two fields, and the password once both agree. */
export function useTwice(rules: "password.rules" | "password.rules.own" = "password.rules") {
  const { t } = useWords();
  const [password, setPassword] = useState("");
  const [again, setAgain] = useState("");
  const differs = again !== "" && again !== password;
  const eye = { "aria-label": t("door.show") };
  const fields = (
    <>
      <PasswordInput
        label={t("password.new")}
        description={t(rules)}
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
    </>
  );
  return { password, agreed: again !== "" && !differs, fields };
}

/** Whose password it is, for whatever keeps passwords; nobody sees it. */
export function UserName({ of }: { of: string }) {
  return (
    <input
      className={styles.unseen}
      type="text"
      name="username"
      autoComplete="username"
      value={of}
      readOnly
      tabIndex={-1}
      aria-hidden="true"
    />
  );
}

export function ChangePassword({ login, close }: { login: string; close: () => void }) {
  const { t } = useWords();
  const [current, setCurrent] = useState("");
  const { password, agreed, fields } = useTwice("password.rules.own");
  const { run, busy, refusal } = useAskHere(ChangeOwnPassword);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ ask: { current, password } }, t("password.changed"))) close();
  };
  return (
    <Dialog title={t("password.change")} close={close}>
      <form onSubmit={submit}>
        <Stack gap="md">
          <UserName of={login} />
          <PasswordInput
            label={t("password.current")}
            autoComplete="current-password"
            required
            value={current}
            visibilityToggleButtonProps={{ "aria-label": t("door.show") }}
            onChange={(event) => setCurrent(event.currentTarget.value)}
          />
          {fields}
          {refusal && <Note tone="bad">{refusal.message}</Note>}
          <Button type="submit" fullWidth size="md" loading={busy} disabled={!agreed}>
            {t("password.change")}
          </Button>
        </Stack>
      </form>
    </Dialog>
  );
}
