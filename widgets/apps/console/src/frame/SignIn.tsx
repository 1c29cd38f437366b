/** The door: staff number or e-mail, and password. */
import { Button, PasswordInput, SegmentedControl, TextInput } from "@mantine/core";
import { type FormEvent, useState } from "react";
import { useAsk } from "../api/ask";
import { SignIn as SignInDocument } from "../api/documents_gen";
import { type Locale, useWords } from "../copy";
import { Note } from "../parts/page";
import styles from "./frame.module.css";

export function SignInPage({ done }: { done: () => void }) {
  const { t, locale, change } = useWords();
  const [login, setLogin] = useState("");
  const [password, setPassword] = useState("");
  const { run, busy, refusal } = useAsk(SignInDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await run({ ask: { login: login.trim(), password } });
    if (answer) done();
  };
  return (
    <main className={styles.door}>
      <section className={styles.doorCard}>
        <div className={styles.mark} aria-hidden="true">
          L
        </div>
        <h1>Largesse</h1>
        <p>{t("door.lead")}</p>
        <form onSubmit={submit}>
          <TextInput
            label={t("door.login")}
            autoComplete="username"
            autoFocus
            required
            value={login}
            onChange={(event) => setLogin(event.currentTarget.value)}
          />
          <PasswordInput
            mt="md"
            label={t("door.password")}
            autoComplete="current-password"
            required
            value={password}
            onChange={(event) => setPassword(event.currentTarget.value)}
            visibilityToggleButtonProps={{ "aria-label": t("door.show") }}
          />
          {refusal && (
            <div style={{ marginTop: 16 }}>
              <Note tone="bad">{refusal.message}</Note>
            </div>
          )}
          <Button type="submit" mt="lg" fullWidth size="md" loading={busy}>
            {t("door.enter")}
          </Button>
        </form>
        <SegmentedControl
          mt="xl"
          size="xs"
          value={locale}
          onChange={(value) => change(value as Locale)}
          data={[
            { label: "中文", value: "zh-CN" },
            { label: "English", value: "en" },
          ]}
        />
      </section>
    </main>
  );
}
