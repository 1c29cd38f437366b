/** The legal check for an approver: what it found when the revision was submitted, and what it finds now. */
import { Findings, inCounts } from "@largesse/studio/findings";
import { useRead } from "../../../api/ask";
import { CheckActivity } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Note, Section } from "../../../parts/page";
import { Trouble, Waiting } from "../../../parts/states";
import type { Summary } from "./difference";

type Told = Summary["warnings"];

const same = (one: Told, other: Told): boolean => {
  const keys = (of: Told) => of.map(({ code, path }) => `${code} ${path}`).sort();
  return JSON.stringify(keys(one)) === JSON.stringify(keys(other));
};

interface GuardProps {
  /** What was found at submit; an error would have stopped it. */
  then: Told;
  document: unknown;
}

export function Guard({ then, document }: GuardProps) {
  const { t } = useWords();
  const reading = useRead(CheckActivity, { document }, !document);
  const now = reading.data?.checkActivity;
  /** In the reader's language, with the law, where the finding still stands. */
  const found = then.map(
    (one) => now?.find(({ code, path }) => code === one.code && path === one.path) ?? one,
  );
  const unchanged = now !== undefined && same(then, now);
  return (
    <Section title={t("guard.title")}>
      <div data-testid="guard-then">
        <h3>
          {t("guard.then")} · {inCounts(found, t)}
        </h3>
        <Findings of={found} say={t} />
      </div>
      <div data-testid="guard-now" aria-live="polite">
        <h3>
          {t("guard.now")}
          {now && ` · ${unchanged ? t("guard.same") : inCounts(now, t)}`}
        </h3>
        {reading.trouble && !now && <Trouble of={reading} />}
        {!reading.trouble && !now && <Waiting rows={2} />}
        {now && !unchanged && (
          <>
            <Note tone={now.some((one) => one.severity === "error") ? "bad" : "warn"}>
              {t("guard.differs")}
            </Note>
            <Findings of={now} say={t} />
          </>
        )}
      </div>
    </Section>
  );
}
