/** The rights this activity can give: picked from the register, with live stock and cost beside. */
import { moneyText } from "@largesse/kernel";
import { Button, Popover, Text } from "@mantine/core";
import { useMemo, useRef, useState } from "react";
import { useDesk } from "../desk";
import { Picker, type Source } from "../Picker";
import type { StockedBatch } from "../ports";
import { useWords } from "../words";
import { refFor, rightFrom } from "./edits";
import { Card } from "./fields";
import styles from "./settings.module.css";

export function Rights() {
  const { t, of } = useWords();
  const { document, edit, stock, editable } = useDesk();
  const batchOf = (id: string) => stock.find((one) => one.id === id);
  const used = (ref: string) => JSON.stringify(document.plays).includes(`"right":"${ref}"`);
  return (
    <Card id="rights" title={t("rights.title")} lead={t("rights.lead")} action={editable && <AddRight />}>
      {document.rights.length === 0 ? (
        <Text c="dimmed">{t("rights.none")}</Text>
      ) : (
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
              {document.rights.map((right, at) => {
                const batch = batchOf(right.batch);
                return (
                  <tr key={right.ref}>
                    <td>
                      {of(right.title)}
                      <Text size="xs" c="dimmed">
                        {t(`category.${right.category}`)}
                      </Text>
                    </td>
                    <td className={batch && batch.free === 0 ? styles.wrong : undefined}>
                      {batch ? t("rights.free", { free: batch.free, total: batch.total }) : t("rights.gone")}
                    </td>
                    <td>{moneyText(right.unit_cost_minor, right.currency)}</td>
                    <td>{moneyText(right.market_value_minor, right.currency)}</td>
                    <td>
                      <Button
                        size="compact-xs"
                        variant="subtle"
                        color="red"
                        disabled={!editable || used(right.ref)}
                        title={used(right.ref) ? t("rights.used") : undefined}
                        onClick={() => edit((d) => void d.rights.splice(at, 1))}
                      >
                        {t("remove")}
                      </Button>
                    </td>
                  </tr>
                );
              })}
            </tbody>
          </table>
        </div>
      )}
    </Card>
  );
}

/** A right is added by choosing its issue batch: looked for among all that are in use. */
function AddRight() {
  const { t, of } = useWords();
  const { document, edit, ports } = useDesk();
  const [open, setOpen] = useState(false);
  const seen = useRef(new Map<string, StockedBatch>());
  const taken = useRef(new Set<string>());
  taken.current = new Set(document.rights.map((right) => right.batch));
  const source = useMemo<Source>(
    () => ({
      look: async (search, after) => {
        const page = await ports.offered(search, after);
        if (!page) return null;
        for (const batch of page.batches) seen.current.set(batch.id, batch);
        const rows = page.batches
          .filter((batch) => !taken.current.has(batch.id))
          .map((batch) => ({
            id: batch.id,
            name: of(batch.title),
            code: batch.code,
            note: t("rights.line", {
              free: batch.free,
              total: batch.total,
              cost: moneyText(batch.unitCostMinor, batch.currency),
            }),
            closed: batch.free === 0,
          }));
        return { rows, next: page.next };
      },
      name: async () => null,
    }),
    [ports, of, t],
  );
  const add = (id: string) => {
    const batch = seen.current.get(id);
    setOpen(false);
    if (!batch) return;
    edit((d) => {
      d.rights.push(rightFrom(batch, refFor(d)));
    });
  };
  return (
    <Popover opened={open} onChange={setOpen} position="bottom-end" width={380} shadow="md" trapFocus>
      <Popover.Target>
        <Button variant="default" onClick={() => setOpen(!open)} aria-expanded={open}>
          {t("rights.add")}
        </Button>
      </Popover.Target>
      <Popover.Dropdown>
        {open && (
          <Picker focus within label={t("rights.batch")} source={source} value="" onChange={add} say={t} />
        )}
      </Popover.Dropdown>
    </Popover>
  );
}
