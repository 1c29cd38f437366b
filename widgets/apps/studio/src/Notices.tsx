/** What a person must know about the draft: it could not be saved, somebody else was faster, work was brought back. */

import { clockIn } from "@largesse/kernel";
import { Button } from "@mantine/core";
import type { ReactNode } from "react";
import type { Draft } from "./draft";
import { opposed } from "./keeping";
import styles from "./studio.module.css";
import { useWords } from "./words";

export function Notices({ draft }: { draft: Draft }) {
  if (opposed(draft.keeping)) return <Conflict draft={draft} />;
  if (draft.keeping === "trouble") return <Trouble draft={draft} />;
  if (draft.restored !== null) return <Restored draft={draft} at={draft.restored} />;
  return null;
}

function Notice({
  role,
  children,
  acts,
}: {
  role: "alert" | "status";
  children: ReactNode;
  acts: ReactNode;
}) {
  return (
    <div className={styles.notice} role={role}>
      <div>{children}</div>
      {acts}
    </div>
  );
}

function Conflict({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const kind = draft.keeping;
  const acts = (
    <>
      <Button size="compact-sm" variant="default" onClick={() => void draft.takeTheirs()}>
        {t(`${kind}.theirs`)}
      </Button>
      <Button size="compact-sm" color="red" variant="light" onClick={() => void draft.keepMine()}>
        {t(`${kind}.mine`)}
      </Button>
    </>
  );
  return (
    <Notice role="alert" acts={acts}>
      <b>{t(`${kind}.title`)}</b> {draft.message} {t("conflict.kept")}
    </Notice>
  );
}

function Trouble({ draft }: { draft: Draft }) {
  const { t } = useWords();
  const again = (
    <Button size="compact-sm" variant="default" onClick={() => void draft.flush()}>
      {t("trouble.again")}
    </Button>
  );
  return (
    <Notice role="alert" acts={again}>
      <b>{t("trouble.title")}</b> {draft.message} {t(draft.journalled ? "trouble.kept" : "trouble.noRoom")}
    </Notice>
  );
}

function Restored({ draft, at }: { draft: Draft; at: number }) {
  const { t } = useWords();
  const acts = (
    <>
      <Button size="compact-sm" variant="default" onClick={() => void draft.takeTheirs()}>
        {t("restored.discard")}
      </Button>
      <Button size="compact-sm" onClick={draft.accept}>
        {t("restored.accept")}
      </Button>
    </>
  );
  return (
    <Notice role="status" acts={acts}>
      <b>{t("restored.title")}</b> {t("restored.lead", { at: clockIn(at, draft.document.window.tz) })}
    </Notice>
  );
}
