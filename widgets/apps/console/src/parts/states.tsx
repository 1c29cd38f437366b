/** What a screen says while it waits, when there is nothing, and when something went wrong. */
import { Button, Skeleton } from "@mantine/core";
import type { ReactNode } from "react";
import type { Reading } from "../api/ask";
import { codeOf, traceOf } from "../api/ask";
import { NOT_SIGNED_IN } from "../api/client";
import { useWords } from "../copy";
import { Page } from "./page";
import styles from "./parts.module.css";

export function Waiting({ rows = 6 }: { rows?: number }) {
  const { t } = useWords();
  const lines = Array.from({ length: rows }, (_, row) => `line-${row}`);
  return (
    <div role="status" aria-busy="true" aria-label={t("waiting")} style={{ padding: 16 }}>
      {lines.map((line) => (
        <Skeleton key={line} height={16} mt={14} radius="sm" />
      ))}
    </div>
  );
}

export function Empty({
  title,
  teach,
  children,
}: {
  title: string;
  teach?: string | undefined;
  children?: ReactNode;
}) {
  return (
    <div className={styles.state}>
      <h2>{title}</h2>
      {teach && <p>{teach}</p>}
      {children}
    </div>
  );
}

const NOT_ALLOWED = "kernel.not_allowed";

export function Trouble({ of }: { of: Reading<unknown> }) {
  const { t } = useWords();
  const code = codeOf(of.trouble);
  if (code === NOT_SIGNED_IN) return <Waiting />;
  if (code === NOT_ALLOWED) return <Empty title={t("closed.here")} teach={t("closed.here.teach")} />;
  return (
    <div className={styles.state} role="alert">
      <h2>{t("trouble.title")}</h2>
      <p>
        {of.trouble?.networkError ? t("trouble.network") : t("trouble.read", { trace: traceOf(of.trouble) })}
      </p>
      <Button variant="default" onClick={of.again}>
        {t("again")}
      </Button>
    </div>
  );
}

/** In place of a part of a page that has nothing to show: nothing, but what went wrong. */
export function Absent({ of }: { of: Reading<unknown> }) {
  return of.trouble && codeOf(of.trouble) !== NOT_ALLOWED ? <Trouble of={of} /> : null;
}

interface RevealProps<Data, Thing> {
  reading: Reading<Data>;
  pick: (data: Data) => Thing | null | undefined;
  children: (thing: Thing) => ReactNode;
}

/** Loading, trouble, gone, or the thing itself. */
export function Reveal<Data, Thing>({ reading, pick, children }: RevealProps<Data, Thing>) {
  const { t } = useWords();
  if (reading.trouble && !reading.data) return <Trouble of={reading} />;
  if (!reading.data) return <Waiting />;
  const thing = pick(reading.data);
  if (thing == null) return <Empty title={t("gone.title")} teach={t("gone.teach")} />;
  return <>{children(thing)}</>;
}

interface RevealPageProps<Data, Thing> extends RevealProps<Data, Thing> {
  /** The list that the page belongs to, and the way back there. */
  crumb: string;
  up: string;
}

/** The same where the thing brings its own page: until it is there, a page with a heading and the way back. */
export function RevealPage<Data, Thing>({ crumb, up, ...props }: RevealPageProps<Data, Thing>) {
  const { reading, pick } = props;
  const there = reading.data && pick(reading.data) != null;
  if (there) return <Reveal {...props} />;
  return (
    <Page title={crumb} crumb={crumb} up={up}>
      <Reveal {...props} />
    </Page>
  );
}
