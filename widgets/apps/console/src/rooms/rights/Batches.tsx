/** Issue batches with their stock, and what each may still give. */
import { Group, Select } from "@mantine/core";
import { Link, useSearch } from "wouter";
import { newKey, useAsk, useRead } from "../../api/ask";
import {
  Budgets,
  CreateIssueBatch,
  IssueBatch,
  IssueBatches,
  Skus,
  SteerIssueBatch,
} from "../../api/documents_gen";
import { useWords } from "../../copy";
import { useSigned } from "../../frame/session";
import { useFilter } from "../../parts/address";
import { Confirm } from "../../parts/confirm";
import type { FileColumn } from "../../parts/csv";
import { Amount, Count, decimal, type MoneyValue, StockBar } from "../../parts/figures";
import { AskForm } from "../../parts/form";
import { type Pages, RecordList } from "../../parts/list";
import { FactList, Note, Page } from "../../parts/page";
import { Side } from "../../parts/side";
import { Reveal } from "../../parts/states";
import { Status } from "../../parts/status";
import { type Clock, useClock } from "../../parts/time";
import { useList } from "../../parts/useList";

interface Batch {
  id: string;
  code: string;
  name: string;
  skuName: string;
  state: string;
  total: number;
  free: number;
  held: number;
  issued: number;
  unitCost: MoneyValue;
  budgetName: string;
  startsAt: string;
  endsAt: string;
  unitName: string;
}

/** One batch as its own page has it, with what a new proposal of it begins with. */
interface WholeBatch extends Batch {
  title: { "zh-CN": string; en?: string };
  sku: string;
  budget: string;
  approval: string | null;
}

const STATES = ["draft", "pending_approval", "active", "paused", "stopped"];

const stock = (clock: Clock): Array<FileColumn<Batch>> => [
  { head: "batches.total", text: (row) => row.total },
  { head: "batches.free", text: (row) => row.free },
  { head: "batches.held", text: (row) => row.held },
  { head: "batches.issued", text: (row) => row.issued },
  { head: "starts", text: (row) => clock.day(row.startsAt) },
  { head: "ends", text: (row) => clock.day(row.endsAt) },
];

export function BatchesPage({ id }: { id?: string | undefined }) {
  const { t } = useWords();
  const clock = useClock();
  const [state, setState] = useFilter("state");
  const list = useList(IssueBatches, (data) => data.issueBatches as Pages<Batch>, { state: state || null });
  return (
    <Page
      title={t("place.batches")}
      lead={t("place.batches.lead")}
      action={<NewBatch done={list.reading.again} />}
    >
      <RecordList
        {...list}
        label={t("place.batches")}
        filtered={state !== ""}
        tools={
          <Select
            aria-label={t("state")}
            placeholder={t("activities.anyState")}
            clearable
            size="xs"
            w={160}
            value={state || null}
            onChange={setState}
            data={STATES.map((value) => ({ value, label: t(`state.${value}`) }))}
          />
        }
        keyOf={(row) => row.id}
        openId={id}
        file={{ also: stock(clock) }}
        open={(row) => `/rights/batches/${row.id}`}
        columns={[
          {
            head: "batches.batch",
            cell: (row) => row.name || row.skuName,
            text: (row) => row.name,
            sorts: "name",
          },
          { head: "batches.sku", text: (row) => row.skuName },
          {
            head: "state",
            cell: (row) => <Status of={row.state} />,
            text: (row) => t(`state.${row.state}`),
          },
          { head: "batches.stock", cell: (row) => <StockBar {...row} />, sorts: "free" },
          {
            head: "rights.cost",
            cell: (row) => <Amount of={row.unitCost} />,
            text: (row) => decimal(row.unitCost),
            right: true,
          },
          { head: "batches.window", cell: (row) => clock.days(row.startsAt, row.endsAt) },
        ]}
        empty={{ title: t("batches.empty"), teach: t("batches.empty.teach") }}
      />
      {id && <BatchSide id={id} changed={list.reading.again} />}
    </Page>
  );
}

function BatchSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  const reading = useRead(IssueBatch, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.issueBatch?.name ?? t("batches.batch")} back="/rights/batches">
      <Reveal reading={reading} pick={(data) => data.issueBatch as WholeBatch | null}>
        {(batch: WholeBatch) => (
          <>
            {batch.state === "draft" && (
              <Note tone="warn">
                {t("batches.returned")}{" "}
                {batch.approval && (
                  <Link href={`/approvals/${batch.approval}`}>{t("batches.returned.why")}</Link>
                )}
              </Note>
            )}
            <FactList
              facts={[
                ["name", batch.name],
                ["code", <code key="code">{batch.code}</code>],
                ["batches.sku", batch.skuName],
                ["state", <Status key="state" of={batch.state} />],
                ["batches.stock", <StockBar key="stock" {...batch} />],
                ["batches.total", <Count key="total" of={batch.total} />],
                ["batches.free", <Count key="free" of={batch.free} />],
                ["batches.held", <Count key="held" of={batch.held} />],
                ["batches.issued", <Count key="issued" of={batch.issued} />],
                ["rights.cost", <Amount key="cost" of={batch.unitCost} />],
                ["batches.budget", batch.budgetName],
                ["batches.window", clock.days(batch.startsAt, batch.endsAt)],
                ["unit", batch.unitName],
              ]}
            />
            <Steer batch={batch} again={again} />
            {batch.state === "draft" && <ProposeForm of={batch} done={again} />}
          </>
        )}
      </Reveal>
    </Side>
  );
}

type Step = "PAUSE" | "RESUME" | "STOP";

const STEPS: Record<string, Step[]> = {
  open: ["PAUSE", "STOP"],
  running: ["PAUSE", "STOP"],
  active: ["PAUSE", "STOP"],
  approved: ["PAUSE", "STOP"],
  paused: ["RESUME", "STOP"],
};

function Steer({ batch, again }: { batch: Batch; again: () => void }) {
  const { t } = useWords();
  const { may } = useSigned();
  const { run } = useAsk(SteerIssueBatch);
  if (!may("rights.steer_batch")) return null;
  return (
    <Group mt="lg" gap="xs">
      {(STEPS[batch.state.toLowerCase()] ?? []).map((step) => (
        <Confirm
          key={step}
          label={t(`batches.${step.toLowerCase()}`)}
          title={t(`batches.${step.toLowerCase()}`)}
          says={t(`batches.${step.toLowerCase()}.says`, { free: batch.free, name: batch.name })}
          danger={step === "STOP"}
          reason="required"
          onYes={async (reason) => {
            const answer = await run({ ask: { key: newKey(), batch: batch.id, step, reason } }, t("saved"));
            if (answer) again();
            return answer;
          }}
        />
      ))}
    </Group>
  );
}

type Nodes = { edges: Array<{ node: { id: string; name: string } }> } | undefined;

function NewBatch({ done }: { done: () => void }) {
  const asked = new URLSearchParams(useSearch()).has("new");
  return <ProposeForm startOpen={asked} done={done} />;
}

interface ProposeFormProps {
  /** The returned batch that is revised; none for a new one. */
  of?: WholeBatch;
  startOpen?: boolean;
  done: () => void;
}

function ProposeForm({ of: batch, startOpen = false, done }: ProposeFormProps) {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const allowed = may("rights.propose_batch");
  const skus = useRead(Skus, { first: 100 }, !allowed);
  const budgets = useRead(Budgets, { first: 100 }, !allowed);
  if (!allowed) return null;
  const choices = (nodes: Nodes) =>
    (nodes?.edges ?? []).map(({ node }) => ({ value: node.id, label: node.name }));
  const label = t(batch ? "batches.revise" : "batches.new");
  return (
    <AskForm
      primary
      startOpen={startOpen}
      label={label}
      title={label}
      lead={t("batches.new.lead")}
      document={CreateIssueBatch}
      said={t("batches.proposed")}
      done={done}
      toAsk={({ nameZh, nameEn, ...values }) => ({
        code: batch?.code,
        ...values,
        title: { zh: nameZh, en: nameEn },
        total: Number(values.total),
        startsAt: clock.instant(String(values.startsAt)),
        endsAt: clock.instant(String(values.endsAt)),
      })}
      fields={[
        ...(batch ? [] : [{ name: "code", label: "code" }]),
        { name: "nameZh", label: "name.zh", initial: batch?.title["zh-CN"] ?? "" },
        { name: "nameEn", label: "name.en", initial: batch?.title.en ?? "" },
        {
          name: "sku",
          label: "batches.sku",
          kind: "choice",
          options: choices(skus.data?.skus as Nodes),
          initial: batch?.sku ?? "",
        },
        {
          name: "budget",
          label: "batches.budget",
          kind: "choice",
          options: choices(budgets.data?.budgets as Nodes),
          initial: batch?.budget ?? "",
        },
        { name: "total", label: "batches.total", kind: "whole", initial: batch?.total ?? "" },
        { name: "startsAt", label: "starts", kind: "moment", initial: clock.wall(batch?.startsAt) },
        { name: "endsAt", label: "ends", kind: "moment", initial: clock.wall(batch?.endsAt) },
      ]}
    />
  );
}
