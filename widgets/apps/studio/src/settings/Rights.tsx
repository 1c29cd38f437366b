/** The rights this activity can give: picked from the register, with live stock and cost beside. */
import { Button, Menu, Text } from "@mantine/core";
import { useDesk } from "../desk";
import type { StockedBatch } from "../ports";
import { useWords } from "../words";
import { refFor, yuan } from "./edits";
import { Card } from "./fields";
import styles from "./settings.module.css";

export function Rights() {
  const { t, of, locale } = useWords();
  const { document, edit, stock, editable } = useDesk();
  const batchOf = (id: string) => stock.find((one) => one.id === id);
  const used = (ref: string) => JSON.stringify(document.plays).includes(`"right":"${ref}"`);
  return (
    <Card id="rights" title={t("rights.title")} lead={t("rights.lead")} action={editable && <Picker />}>
      {document.rights.length === 0 ? (
        <Text c="dimmed">{t("rights.none")}</Text>
      ) : (
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
                  <td>{yuan(right.unit_cost_minor, locale)}</td>
                  <td>{yuan(right.market_value_minor, locale)}</td>
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
      )}
    </Card>
  );
}

function Picker() {
  const { t, of, locale } = useWords();
  const { document, edit, stock } = useDesk();
  const left = stock.filter((batch) => !document.rights.some((right) => right.batch === batch.id));
  const add = (batch: StockedBatch) =>
    edit((d) => {
      d.rights.push({
        ref: refFor(d),
        batch: batch.id,
        title: batch.title,
        category: batch.category,
        market_value_minor: batch.marketValueMinor,
        unit_cost_minor: batch.unitCostMinor,
        currency: batch.currency,
      });
    });
  return (
    <Menu position="bottom-end" width={360} shadow="md">
      <Menu.Target>
        <Button variant="default">{t("rights.add")}</Button>
      </Menu.Target>
      <Menu.Dropdown mah={360} style={{ overflowY: "auto" }}>
        {left.length === 0 && <Menu.Label>{t("rights.noMore")}</Menu.Label>}
        {left.map((batch) => (
          <Menu.Item key={batch.id} onClick={() => add(batch)} disabled={batch.free === 0}>
            {of(batch.title)}
            <Text size="xs" c="dimmed">
              {t("rights.line", {
                free: batch.free,
                total: batch.total,
                cost: yuan(batch.unitCostMinor, locale),
              })}
            </Text>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
