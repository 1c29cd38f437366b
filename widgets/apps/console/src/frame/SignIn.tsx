/** The door: staff number or e-mail, and password. It opens as a page, or over one when a session has ended. */
import {
  Anchor,
  Button,
  Group,
  Modal,
  PasswordInput,
  SegmentedControl,
  Stack,
  TextInput,
} from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useAskHere, useRead } from "../api/ask";
import { OwnReset, SignIn as SignInDocument } from "../api/documents_gen";
import { type Locale, useWords } from "../copy";
import { Note } from "../parts/page";
import styles from "./frame.module.css";
import { Reset, type Why } from "./Reset";

const WHYS: Why[] = ["lost", "first"];

export function SignInPage({ done }: { done: () => void }) {
  const { t, locale, change } = useWords();
  const [why, setWhy] = useState<Why | null>(null);
  const own = useRead(OwnReset, {});
  const had = useRef(false);
  const asked = own.data?.ownReset != null;
  // A request that is gone was used, perhaps in another window of this browser: ask who is here.
  useEffect(() => {
    if (had.current && own.data && !asked) done();
    had.current = asked;
  }, [own.data, asked, done]);
  return (
    <main className={styles.door}>
      <section className={styles.doorCard}>
        <div className={styles.mark} aria-hidden="true">
          L
        </div>
        <h1>Largesse</h1>
        {why || asked ? (
          <Reset why={why ?? "lost"} own={own} back={() => setWhy(null)} done={done} />
        ) : (
          <>
            <p>{t("door.lead")}</p>
            <SignInForm done={done} />
            <Group justify="space-between" mt="md">
              {WHYS.map((one) => (
                <Anchor key={one} component="button" type="button" size="sm" onClick={() => setWhy(one)}>
                  {t(`reset.${one}`)}
                </Anchor>
              ))}
            </Group>
          </>
        )}
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

/** The session has ended, the page has not: what was typed stays behind the door. */
export function SignInAgain({ login, done }: { login: string; done: () => void }) {
  const { t } = useWords();
  return (
    <Modal
      opened
      onClose={() => undefined}
      withCloseButton={false}
      closeOnClickOutside={false}
      closeOnEscape={false}
      zIndex={500}
      title={<b>{t("door.ended")}</b>}
    >
      <p className={styles.doorAgain}>{t("door.ended.lead")}</p>
      <SignInForm login={login} done={done} />
    </Modal>
  );
}

function SignInForm({ login: known, done }: { login?: string; done: () => void }) {
  const { t } = useWords();
  const [login, setLogin] = useState(known ?? "");
  const [password, setPassword] = useState("");
  const { run, busy, refusal } = useAskHere(SignInDocument);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ ask: { login: login.trim(), password } })) done();
  };
  return (
    <form onSubmit={submit}>
      <Stack gap="md">
        <TextInput
          label={t("door.login")}
          autoComplete="username"
          autoFocus={!known}
          required
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        <PasswordInput
          label={t("door.password")}
          autoComplete="current-password"
          data-autofocus
          required
          value={password}
          onChange={(event) => setPassword(event.currentTarget.value)}
          visibilityToggleButtonProps={{ "aria-label": t("door.show") }}
        />
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        <Button type="submit" mt="xs" fullWidth size="md" loading={busy}>
          {t("door.enter")}
        </Button>
      </Stack>
    </form>
  );
}
