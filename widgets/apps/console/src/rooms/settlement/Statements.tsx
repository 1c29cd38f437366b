/** Statements: what providers billed, line by line, as it was received. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  LoadStatement,
  ReleaseStatement,
  RightProviders,
  Statement,
  type StatementData,
  StatementLines,
  type StatementLinesData,
  Statements,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { Confirm } from "../../parts/confirm";
import type { FileColumn } from "../../parts/csv";
import { Amount, Count, decimal, minor, When } from "../../parts/figures";
import { AskForm } from "../../parts/form";
import { RecordList } from "../../parts/list";
import { FactList, Note, Page, Section } from "../../parts/page";
import { Reveal } from "../../parts/states";
import { Status } from "../../parts/status";
import { useClock } from "../../parts/time";
import { useList } from "../../parts/useList";
import { Mapping } from "./Mapping";
import { Look, RawRow } from "./RawRow";
import { Reference } from "./References";
import own from "./settlement.module.css";
import { Upload } from "./Upload";

export function useProviders(): Array<{ value: string; label: string }> {
  const reading = useRead(RightProviders, { first: 100 });
  return (reading.data?.rightProviders.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
}

export function StatementsPage() {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const list = useList(Statements, (data) => data.statements, {}, { sort: "-loadedAt" });
  const providers = useProviders();
  const actions = may("settlement.load_statement") && (
    <>
      <Mapping providers={providers} />
      <AskForm
        label={t("statements.fetch")}
        title={t("statements.fetch")}
        lead={t("statements.fetch.lead")}
        document={LoadStatement}
        said={t("statements.fetched")}
        done={list.reading.again}
        toAsk={(values) => values}
        fields={[
          { name: "provider", label: "rights.provider", kind: "choice", options: providers },
          { name: "day", label: "statements.day", kind: "day" },
        ]}
      />
      <Upload providers={providers} done={list.reading.again} />
    </>
  );
  return (
    <Page title={t("place.statements")} lead={t("place.statements.lead")} action={actions}>
      <RecordList
        {...list}
        label={t("place.statements")}
        keyOf={(row) => row.id}
        open={(row) => `/settlement/statements/${row.id}`}
        file={{ also: [{ head: "currency", text: (row) => row.currency }] }}
        columns={[
          { head: "statements.file", text: (row) => row.fileName },
          { head: "rights.provider", text: (row) => row.providerName },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
            text: (row) => t(`state.${row.state}`),
          },
          {
            head: "statements.days",
            text: (row) => (row.firstDay === row.lastDay ? row.firstDay : `${row.firstDay} – ${row.lastDay}`),
          },
          {
            head: "statements.lines",
            cell: (row) => <Count of={row.lineCount} />,
            text: (row) => row.lineCount,
            right: true,
          },
          {
            head: "statements.gross",
            cell: (row) => <Amount of={minor(row.grossMinor, row.currency)} />,
            text: (row) => decimal(minor(row.grossMinor, row.currency)),
            right: true,
          },
          {
            head: "statements.batch",
            cell: (row) => row.batchNumber ?? "–",
            text: (row) => row.batchNumber,
          },
          {
            head: "statements.loaded",
            cell: (row) => <When at={row.loadedAt} />,
            text: (row) => clock.exact(row.loadedAt),
            sorts: "loadedAt",
          },
        ]}
        empty={{ title: t("statements.empty"), teach: t("statements.empty.teach") }}
      />
    </Page>
  );
}

type Shown = NonNullable<StatementData["statement"]>;

export function StatementPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Statement, { id });
  return (
    <Reveal reading={reading} pick={(data) => data.statement}>
      {(statement: Shown) => (
        <Page
          crumb={t("place.statements")}
          up="/settlement/statements"
          title={statement.fileName}
          lead={statement.providerName}
        >
          {statement.reasons.length > 0 && <Quarantine statement={statement} again={reading.again} />}
          <Facts statement={statement} />
          <Section title={t("statements.lines")}>
            <Lines statement={statement.id} name={statement.fileName} />
          </Section>
          <RawRow />
        </Page>
      )}
    </Reveal>
  );
}

function Quarantine({ statement, again }: { statement: Shown; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run } = useAsk(ReleaseStatement);
  const waiting = statement.state === "quarantined";
  /** Only what a saved mapping has read is read again; nothing is loaded of a file without lines. */
  const releasable = waiting && statement.lineCount > 0 && statement.source === "upload";
  return (
    <Note tone={waiting ? "bad" : "warn"}>
      <b>{t("statements.reasons")}</b>
      <ul style={{ margin: "6px 0" }}>
        {statement.reasons.map((one) => (
          <li key={`${one.code}${one.row}${one.message}`}>
            {one.row ? `${t("statements.row", { row: one.row })} ` : ""}
            {one.message}
          </li>
        ))}
      </ul>
      {releasable && may("settlement.release_statement") && (
        <Group mt="sm">
          <Confirm
            label={t("statements.release")}
            title={t("statements.release")}
            says={t("statements.release.says", { lines: statement.lineCount })}
            reason="required"
            onYes={async (reason) => {
              const answer = await run(
                { ask: { key: newKey(), statement: statement.id, reason } },
                t("saved"),
              );
              if (answer) again();
              return answer;
            }}
          />
        </Group>
      )}
    </Note>
  );
}

/** Where the platform gives the file as it was received; a page of the platform's, not of the console's. */
export const fileOf = (statement: string): string => `/files/statements/${statement}`;

function Facts({ statement }: { statement: Shown }) {
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

type Line = StatementLinesData["statementLines"]["edges"][number]["node"];

const TONE: Record<string, string> = { matched: "matched", open: "pending", overlap: "superseded" };

/** What a file has beside the screen's columns. */
const ALSO: Array<FileColumn<Line>> = [
  { head: "row.number", text: (row) => row.row },
  { head: "trail.fact.providerRef", text: (row) => row.providerRef },
  { head: "trail.fact.orderRef", text: (row) => row.platformRef },
  { head: "currency", text: (row) => row.gross.currency },
];

function Lines({ statement, name }: { statement: string; name: string }) {
  const { t } = useWords();
  const list = useList(StatementLines, (data) => data.statementLines, { statement }, { sort: "lineNo" });
  return (
    <RecordList<Line>
      {...list}
      label={t("statements.lines")}
      file={{ name, also: ALSO }}
      keyOf={(row) => row.id}
      columns={[
        { head: "statements.no", text: (row) => row.lineNo, sorts: "lineNo" },
        {
          head: "breaks.refs",
          cell: (row) => (
            <div className={own.stack}>
              {row.providerRef && <Reference of={row.providerRef} />}
              {row.platformRef && <Reference of={row.platformRef} />}
            </div>
          ),
        },
        { head: "batches.sku", text: (row) => row.sku },
        {
          head: "statements.kind",
          text: (row) => t(`lineType.${row.lineType}`),
        },
        {
          head: "statements.gross",
          cell: (row) => <Amount of={row.gross} />,
          text: (row) => decimal(row.gross),
          right: true,
        },
        {
          head: "statements.standing",
          cell: (row) => <Status of={TONE[row.standing] ?? "unmatched"} label={row.standingName} />,
          text: (row) => row.standingName,
        },
        {
          head: "breaks.look",
          cell: (row) => <Look line={row.id} right={row.right} />,
        },
      ]}
      empty={{ title: t("statements.noLines") }}
    />
  );
}
