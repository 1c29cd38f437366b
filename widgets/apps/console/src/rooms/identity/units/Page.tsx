/** The tree of org units: who sees what hangs on it. */
import { useRead } from "../../../api/ask";
import { OpenUnit, Units, type UnitsRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { AskForm } from "../../../parts/form";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";

/** Units below one another, each with its depth. */
export function treeOf(
  units: UnitsRow[],
  parent: string | null = null,
  depth = 0,
): Array<[UnitsRow, number]> {
  const known = new Set(units.map((unit) => unit.id));
  return units
    .filter((unit) => (unit.parent && known.has(unit.parent) ? unit.parent : null) === parent)
    .flatMap((unit): Array<[UnitsRow, number]> => [[unit, depth], ...treeOf(units, unit.id, depth + 1)]);
}

export function UnitsPage() {
  const { t } = useWords();
  const reading = useRead(Units, {});
  const above = (reading.data?.units ?? []).filter((unit) => unit.actions.includes("open"));
  return (
    <Page
      title={t("place.units")}
      lead={t("place.units.lead")}
      action={
        above.length > 0 && (
          <AskForm
            primary
            label={t("units.open")}
            document={OpenUnit}
            said={t("units.opened")}
            done={reading.again}
            toAsk={(values) => values}
            fields={[
              {
                name: "parent",
                label: "units.parent",
                kind: "choice",
                options: above.map((unit) => ({ value: unit.id, label: unit.name })),
              },
              {
                name: "level",
                label: "units.level",
                kind: "choice",
                options: choicesOf(t, "level", ["branch", "outlet"]),
              },
              { name: "code", label: "units.code", of: "unitCode", hint: "units.code.hint" },
              { name: "nameZh", label: "name.zh" },
              { name: "nameEn", label: "name.en" },
            ]}
          />
        )
      }
    >
      <Reveal reading={reading} pick={(data) => data.units}>
        {(units: UnitsRow[]) => (
          <div className={styles.sheet}>
            <Table label={t("place.units")}>
              <thead>
                <tr>
                  <th>{t("name")}</th>
                  <th>{t("units.level")}</th>
                  <th>{t("units.code")}</th>
                </tr>
              </thead>
              <tbody>
                {treeOf(units).map(([unit, depth]) => (
                  <tr key={unit.id}>
                    <td style={{ paddingLeft: 14 + depth * 22 }}>{unit.name}</td>
                    <td className={styles.muted}>{t(`level.${unit.level}`)}</td>
                    <td>
                      <code>{unit.code}</code>
                    </td>
                  </tr>
                ))}
              </tbody>
            </Table>
          </div>
        )}
      </Reveal>
    </Page>
  );
}
