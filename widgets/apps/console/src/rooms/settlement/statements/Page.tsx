/** One statement: its controls, why it was held back, its lines. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import {
  ReleaseStatement,
  Statement,
  type StatementShown,
  SupersedeStatement,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, minor, When } from "../../../parts/figures";
import { FactList, Note, Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { RevealPage } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Lines } from "../lines/List";
import { RawRow } from "../lines/RawRow";

export function StatementPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Statement, { id });
  return (
    <RevealPage
      crumb={t("place.statements")}
      up="/settlement/statements"
      reading={reading}
      pick={(data) => data.statement}
    >
      {(statement: StatementShown) => (
        <Page
          crumb={t("place.statements")}
          up="/settlement/statements"
          title={statement.fileName}
          lead={statement.providerName}
          action={<Supersede statement={statement} again={reading.again} />}
        >
          {statement.reasons.length > 0 && <Quarantine statement={statement} again={reading.again} />}
          <Facts statement={statement} />
          <Section title={t("statements.lines")}>
            {/* A file that is released has its lines from then on. */}
            <Lines key={statement.state} statement={statement.id} name={statement.fileName} />
          </Section>
          <RawRow />
        </Page>
      )}
    </RevealPage>
  );
}

/** What the provider has corrected counts no more; its correction is loaded like any other file. */
function Supersede({ statement, again }: { statement: StatementShown; again: () => void }) {
  const { t } = useWords();
  if (!statement.actions.includes("supersede")) return null;
  return (
    <AskConfirm
      danger
      label={t("statements.supersede")}
      says={t("statements.supersede.says", { lines: statement.lineCount })}
      reason="required"
      least={4}
      document={SupersedeStatement}
      ask={{ statement: statement.id }}
      act={t("statements.supersede.act", { lines: statement.lineCount })}
      said={t("statements.superseded")}
      done={again}
    />
  );
}

function Quarantine({ statement, again }: { statement: StatementShown; again: () => void }) {
  const { t } = useWords();
  const waiting = statement.state === "quarantined";
  const release = statement.actions.includes("release");
  return (
    <Note tone={waiting ? "bad" : "warn"}>
      <b>{t("statements.reasons")}</b>
      <ul style={{ margin: "6px 0" }}>
        {statement.reasons.map((one) => (
          <li key={`${one.code}${one.row}${one.message}`}>
            {one.row ? `${t("statements.row", { row: String(one.row) })} ` : ""}
            {one.column ? `${one.column} ` : ""}
            {one.message}
          </li>
        ))}
      </ul>
      {waiting && !release && <div className={styles.muted}>{t("statements.release.second")}</div>}
      {release && (
        <Group mt="sm">
          <AskConfirm
            label={t("statements.release")}
            says={t("statements.release.says", { lines: statement.lineCount })}
            reason="required"
            least={4}
            document={ReleaseStatement}
            ask={{ statement: statement.id }}
            act={t("statements.release.act", { lines: statement.lineCount })}
            said={t("statements.released")}
            done={again}
          />
        </Group>
      )}
    </Note>
  );
}

/** Where the platform gives the file as it was received; a page of the platform's, not of the console's. */
const fileOf = (statement: string): string => `/files/statements/${statement}`;

function Facts({ statement }: { statement: StatementShown }) {
  const { t } = useWords();
  const { currency } = statement;
  return (
    <Section title={t("statements.controls")}>
      <FactList
        facts={[
          ["state", <Status key="state" of={statement.state} />],
          ["statements.lines", statement.lineCount],
          ["statements.declaredLines", statement.declaredCount ?? "–"],
          ["statements.gross", <Amount key="gross" of={minor(statement.grossMinor, currency)} />],
          [
            "statements.declared",
            <Amount key="declared" of={minor(statement.declaredGrossMinor, currency)} />,
          ],
          [
            "statements.overlap",
            statement.overlapCount
              ? t("statements.overlap.of", { count: statement.overlapCount })
              : t("statements.none"),
          ],
          [
            "statements.profile",
            statement.profileName ? `${statement.profileName} v${statement.profileVersion}` : "–",
          ],
          [
            "statements.loaded",
            <span key="by">
              {statement.loadedBy} · <When at={statement.loadedAt} />
            </span>,
          ],
          [
            "statements.batch",
            statement.batch ? (
              <Link key="batch" href={`/settlement/batches/${statement.batch}`}>
                {statement.batchNumber}
              </Link>
            ) : (
              "–"
            ),
          ],
          [
            "statements.raw",
            <a key="raw" href={fileOf(statement.id)}>
              {statement.fileName}
            </a>,
          ],
        ]}
      />
    </Section>
  );
}
