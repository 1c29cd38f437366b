/** A page: head with one primary action, then sheets. */
import { Button, type ButtonProps, Group } from "@mantine/core";
import { type ReactNode, useEffect } from "react";
import { Link } from "wouter";
import { useWords } from "../copy";
import styles from "./parts.module.css";

interface PageProps {
  title: string;
  lead?: string | undefined;
  /** The list that the page came from, and the way back there. */
  crumb?: string | undefined;
  up?: string | undefined;
  action?: ReactNode;
  wide?: boolean;
  children: ReactNode;
}

export function Page({ title, lead, crumb, up, action, wide, children }: PageProps) {
  const { t } = useWords();
  useEffect(() => {
    document.title = `${title} · Largesse`;
  }, [title]);
  return (
    <div className={`${styles.page} ${wide ? styles.pageWide : ""}`}>
      <header className={styles.head}>
        <div>
          {crumb && up && (
            <nav className={styles.crumb} aria-label={t("crumb")}>
              <Link href={up}>{crumb}</Link>
            </nav>
          )}
          <h1>{title}</h1>
          {lead && <p>{lead}</p>}
        </div>
        {action && <Group gap="xs">{action}</Group>}
      </header>
      {children}
    </div>
  );
}

type ActProps = ButtonProps & { onClick?: () => void; children: ReactNode; type?: "button" | "submit" };

/** The page's one primary action: gold with ink on it. */
export function Act(props: ActProps) {
  return (
    <Button
      {...props}
      styles={{ root: { background: "var(--lg-accent)", color: "var(--lg-on-accent)", fontWeight: 600 } }}
    />
  );
}

export function Section({ title, children }: { title: string; children: ReactNode }) {
  return (
    <section className={styles.section}>
      <h2>{title}</h2>
      {children}
    </section>
  );
}

export function FactList({ facts }: { facts: Array<[string, ReactNode]> }) {
  const { t } = useWords();
  return (
    <dl className={styles.facts}>
      {facts.map(([key, value]) => (
        <FactRow key={key} name={t(key)} value={value} />
      ))}
    </dl>
  );
}

function FactRow({ name, value }: { name: string; value: ReactNode }) {
  return (
    <>
      <dt>{name}</dt>
      <dd>{value ?? "–"}</dd>
    </>
  );
}

export function Note({
  tone = "info",
  children,
}: {
  tone?: "info" | "good" | "warn" | "bad";
  children: ReactNode;
}) {
  return (
    <div className={styles.note} data-tone={tone} role={tone === "bad" ? "alert" : undefined}>
      {children}
    </div>
  );
}
