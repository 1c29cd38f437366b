/** Who cannot sign in asks here for a password, reads a code out, and sets it once two people have vouched for it. */
import { Anchor, Button, Stack, TextInput } from "@mantine/core";
import { useSessionStorage } from "@mantine/hooks";
import { type FormEvent, useEffect } from "react";
import { type Reading, useAsk, useAskHere } from "../api/ask";
import {
  AskReset,
  LeaveReset,
  type OwnResetData,
  type OwnResetShown,
  SetNewPassword,
} from "../api/documents_gen";
import { useWords } from "../copy";
import { Act, Note } from "../parts/page";
import styles from "./frame.module.css";
import { UserName, useTwice } from "./NewPassword";

/** Why somebody is here: no password yet, or one that is forgotten. */
export type Why = "first" | "lost";

const LOOK_MS = 4000;
const MINUTE_MS = 60_000;
/** How far a request is, in steps that are done; what is not here has ended. */
const STEPS_DONE: Record<string, number> = { waiting: 0, confirmed: 1, ready: 2 };

interface ResetProps {
  why: Why;
  own: Reading<OwnResetData>;
  /** Back to the log-in. */
  back: () => void;
  /** The password is set. */
  done: () => void;
}

export function Reset({ why, own, back, done }: ResetProps) {
  const [login, setLogin] = useSessionStorage({ key: "lg.reset.login", defaultValue: "" });
  const leave = useAsk(LeaveReset);
  const reset = own.data?.ownReset;
  const open = reset != null && reset.state in STEPS_DONE;
  const look = own.again;
  useEffect(() => {
    if (!open) return;
    const ticking = setInterval(look, LOOK_MS);
    return () => clearInterval(ticking);
  }, [open, look]);
  const go = async () => {
    if (await leave.run({ ask: {} })) {
      back();
      own.again();
    }
  };
  if (!reset) return <Asking why={why} login={login} setLogin={setLogin} own={own} back={back} />;
  if (reset.state === "ready") return <Setting login={login} done={done} go={go} />;
  if (open) return <Standing reset={reset} go={go} />;
  return <Ended reset={reset} go={go} />;
}

interface AskingProps extends Omit<ResetProps, "done"> {
  login: string;
  setLogin: (login: string) => void;
}

function Asking({ why, login, setLogin, own, back }: AskingProps) {
  const { t } = useWords();
  const { run, busy, refusal } = useAskHere(AskReset);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ ask: { login: login.trim() } })) own.again();
  };
  return (
    <form onSubmit={submit}>
      <h2>{t(`reset.${why}`)}</h2>
      <p>{t(`reset.${why}.lead`)}</p>
      <Stack gap="md">
        <TextInput
          label={t("door.login")}
          autoComplete="username"
          autoFocus
          required
          value={login}
          onChange={(event) => setLogin(event.currentTarget.value)}
        />
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        <Button type="submit" fullWidth size="md" loading={busy}>
          {t("reset.ask")}
        </Button>
        <Anchor component="button" type="button" size="sm" onClick={back}>
          {t("reset.back")}
        </Anchor>
      </Stack>
    </form>
  );
}

/** The code, and how far the two people are. */
function Standing({ reset, go }: { reset: OwnResetShown; go: () => void }) {
  const { t } = useWords();
  const done = STEPS_DONE[reset.state] ?? 0;
  const left = Math.max(1, Math.ceil((Date.parse(reset.expiresAt) - Date.parse(reset.now)) / MINUTE_MS));
  return (
    <section aria-label={t("reset.code")}>
      <h2>{t("reset.code")}</h2>
      <p className={styles.code}>
        <span>{reset.code.slice(0, 4)}</span> <span>{reset.code.slice(4)}</span>
      </p>
      <p role="status">{t(`reset.${reset.state}`)}</p>
      <ol className={styles.steps}>
        {["reset.step.read", "reset.step.second", "reset.step.set"].map((step, at) => (
          <li key={step} data-done={at < done || undefined} aria-current={at === done ? "step" : undefined}>
            {t(step)}
          </li>
        ))}
      </ol>
      <p>{t("reset.left", { minutes: left })}</p>
      <Button variant="default" fullWidth onClick={() => void go()}>
        {t("reset.leave")}
      </Button>
    </section>
  );
}

function Setting({ login, done, go }: { login: string; done: () => void; go: () => void }) {
  const { t } = useWords();
  const { password, agreed, fields } = useTwice();
  const { run, busy, refusal } = useAskHere(SetNewPassword);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (await run({ ask: { password } }, t("password.changed"))) done();
  };
  return (
    <form onSubmit={submit}>
      <h2>{t("password.title")}</h2>
      <p role="status">{t("reset.ready")}</p>
      <Stack gap="md">
        <UserName of={login} />
        {fields}
        {refusal && <Note tone="bad">{refusal.message}</Note>}
        <Act type="submit" fullWidth size="md" loading={busy} disabled={!agreed}>
          {t("password.set")}
        </Act>
        <Anchor component="button" type="button" size="sm" onClick={() => void go()}>
          {t("reset.leave")}
        </Anchor>
      </Stack>
    </form>
  );
}

function Ended({ reset, go }: { reset: OwnResetShown; go: () => void }) {
  const { t } = useWords();
  return (
    <>
      <h2>{t("reset.over")}</h2>
      <Note tone="warn">{t(`reset.ended.${reset.state}`)}</Note>
      <Button mt="lg" fullWidth size="md" onClick={() => void go()}>
        {t("reset.back")}
      </Button>
    </>
  );
}
