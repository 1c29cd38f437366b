/** The rights this activity can give: picked from the register, with live stock, cost and validity beside. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { moneyText } from "@largesse/kernel";
import { Button, Group, Text } from "@mantine/core";
import { useDesk, useDocument, useTold } from "../desk";
import type { StockedBatch } from "../ports";
import { useWords } from "../words";
import { BatchPicker } from "./BatchPicker";
import { refFor, rightFrom } from "./edits";
import { Card } from "./fields";
import styles from "./settings.module.css";
import { standingOf } from "./standing";

type Right = ActivityDocument["rights"][number];

export function Rights() {
  const { t } = useWords();
  const none = useDocument((document) => document.rights.length === 0);
  const { edit, editable } = useDesk();
  const add = (batch: StockedBatch) =>
    edit((d) => {
      d.rights.push(rightFrom(batch, refFor(d)));
    });
  return (
    <Card
      id="rights"
      title={t("rights.title")}
      lead={t("rights.lead")}
      action={editable && <BatchPicker label={t("rights.add")} pick={add} />}
    >
      {none ? <Text c="dimmed">{t("rights.none")}</Text> : <RightsTable />}
    </Card>
  );
}

/** The rights of the activity, or only the one in a place. */
export function RightsTable({ only }: { only?: number }) {
  const { t } = useWords();
  const rights = useDocument((document) => document.rights);
  return (
    <div className={styles.tableWrap}>
      <table className={styles.table}>
        <thead>
          <tr>
            <th>{t("rights.right")}</th>
            <th>{t("rights.stock")}</th>
            <th>{t("rights.cost")}</th>
            <th>{t("rights.value")}</th>
            <th aria-label={t("remove")} />
          </tr>
        </thead>
        <tbody>
          {rights.map(
            (right, at) => (only ?? at) === at && <RightRow key={right.ref} right={right} at={at} />,
          )}
        </tbody>
      </table>
    </div>
  );
}

function RightRow({ right, at }: { right: Right; at: number }) {
  const { t, of } = useWords();
  const used = useDocument(({ plays }) => JSON.stringify(plays).includes(`"right":"${right.ref}"`));
  const { edit, editable } = useDesk();
  const { stock } = useTold();
  const batch = stock.find((one) => one.id === right.batch);
  /** The prizes that give it stay: only what they give comes from another batch now. */
  const replace = (other: StockedBatch) =>
    edit((d) => {
      d.rights[at] = rightFrom(other, right.ref);
    });
  return (
    <tr>
      <td>
        {of(right.title)}
        <Text size="xs" c="dimmed">
          {[t(`category.${right.category}`), batch?.code, batch?.validity].filter(Boolean).join(" · ")}
        </Text>
      </td>
      <td>
        <Stock right={right} batch={batch} />
      </td>
      <td>{moneyText(right.unit_cost_minor, right.currency)}</td>
      <td>{moneyText(right.market_value_minor, right.currency)}</td>
      <td>
        {editable && (
          <Group gap={4} wrap="nowrap" justify="flex-end">
            <BatchPicker
              small
              label={t("rights.replace")}
              says={t("rights.replace.says", { right: of(right.title) })}
              pick={replace}
            />
            <Button
              size="compact-xs"
              variant="subtle"
              color="red"
              disabled={used}
              title={used ? t("rights.used") : undefined}
              onClick={() => edit((d) => void d.rights.splice(at, 1))}
            >
              {t("remove")}
            </Button>
          </Group>
        )}
      </td>
    </tr>
  );
}

/** What is left of it; where nothing can be given from it, why, and what to do about it. */
function Stock({ right, batch }: { right: Right; batch: StockedBatch | undefined }) {
  const { t } = useWords();
  const { missing } = useTold();
  if (!batch) {
    const gone = missing.has(right.batch);
    return (
      <span className={gone ? styles.wrong : undefined}>{t(gone ? "rights.gone" : "picker.reading")}</span>
    );
  }
  const standing = standingOf(batch, Date.now());
  const left = t("rights.free", { free: batch.free, total: batch.total });
  if (standing === "given") return left;
  return (
    <>
      <a className={styles.wrong} href={`/rights/batches/${batch.id}`} target="_blank" rel="noreferrer">
        {t(`rights.is.${standing}`)}
      </a>
      <Text size="xs" c="dimmed">
        {left} · {t(`rights.out.${standing}`)}
      </Text>
    </>
  );
}
