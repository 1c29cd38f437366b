/** Complaints of clients: answered by people, closed by the client. */
import { Group, Text } from "@mantine/core";
import { AnswerComplaint, Complaints, type ComplaintsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { StateFilter } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Status } from "../../../parts/status";
import { useList } from "../../../parts/useList";
import { Compensate } from "../compensations/Compensate";

const STATES = ["open", "answered", "closed"];

export function ComplaintsPage() {
  const { t } = useWords();
  const [state, setState] = useFilter("state");
  const list = useList(Complaints, (data) => data.complaints, { state: state || null }, { sort: "-at" });
  return (
    <Page title={t("place.complaints")} lead={t("place.complaints.lead")}>
      <RecordList
        {...list}
        label={t("place.complaints")}
        filtered={state !== ""}
        keyOf={(row) => row.id}
        open={(row) => `/trail/${row.entitlement}`}
        tools={<StateFilter values={STATES} value={state} choose={setState} />}
        columns={[
          {
            head: "entitlements.right",
            words: true,
            cell: (row) => (
              <>
                {row.skuName} <Text size="xs">{row.providerName}</Text>
              </>
            ),
          },
          {
            head: "complaints.words",
            words: true,
            cell: (row) => (
              <>
                {row.aboutName}
                <Exchange of={row} />
              </>
            ),
          },
          {
            head: "state",
            cell: (row) => <Status of={row.state} label={t(`complaints.state.${row.state}`)} />,
          },
          { head: "complaints.due", cell: (row) => <When at={row.dueAt} />, sorts: "dueAt" },
          { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
          {
            head: "actions",
            right: true,
            cell: (row) => (
              <Group gap="xs" justify="flex-end">
                {row.actions.includes("answer") && <Answer of={row} done={list.reading.again} />}
                <Compensate
                  size="compact-xs"
                  right={{ id: row.entitlement, name: row.skuName, compensable: row.compensable }}
                  complaint={row.id}
                  done={list.reading.again}
                />
              </Group>
            ),
          },
        ]}
        empty={{ title: t("complaints.empty"), teach: t("complaints.empty.teach") }}
      />
    </Page>
  );
}

function Answer({ of, done }: { of: ComplaintsRow; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      size="compact-xs"
      label={t("complaints.reply")}
      lead={<Exchange of={of} />}
      document={AnswerComplaint}
      said={t("complaints.told")}
      done={done}
      toAsk={(values) => ({ ...values, complaint: of.id })}
      fields={[{ name: "answer", label: "complaints.answer", hint: "complaints.answer.hint", kind: "long" }]}
    />
  );
}

/** All that was said, in order. */
function Exchange({ of }: { of: ComplaintsRow }) {
  const { t } = useWords();
  return (
    <ol aria-label={t("complaints.exchange")} className={styles.turns}>
      {of.turns.map(({ byStaff, words, at }) => (
        <Text component="li" size="xs" key={`${at}${words}`}>
          {t(byStaff ? "complaints.by.staff" : "complaints.by.client")} · <When at={at} />
          <br />
          <span className={styles.turn}>{words}</span>
        </Text>
      ))}
    </ol>
  );
}
