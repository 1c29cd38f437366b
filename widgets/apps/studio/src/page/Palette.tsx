/** Components by family, or those that are looked for; each can be dragged, and inserted with its + by keyboard. */
import { TextInput } from "@mantine/core";
import { Drawer } from "@puckeditor/core";
import { useState } from "react";
import { useWords } from "../words";
import { useInsert } from "./keys";
import styles from "./page.module.css";
import { FAMILIES, KINDS } from "./schemas";

export function Palette({ editable }: { editable: boolean }) {
  const { t, of } = useWords();
  const insert = useInsert();
  const [wanted, setWanted] = useState("");
  const found = KINDS.filter((kind) => of(kind.title).toLowerCase().includes(wanted.trim().toLowerCase()));
  return (
    <div className={styles.palette}>
      <TextInput
        type="search"
        size="xs"
        aria-label={t("palette.find")}
        placeholder={t("palette.find")}
        value={wanted}
        onChange={(event) => setWanted(event.currentTarget.value)}
      />
      {found.length === 0 && <p className={styles.hint}>{t("palette.none")}</p>}
      {FAMILIES.map((family) => {
        const kinds = found.filter((kind) => kind.family === family);
        if (kinds.length === 0) return null;
        return (
          <section key={family} aria-label={t(`family.${family}`)}>
            <h2>
              {t(`family.${family}`)} <small>{t(`family.${family}.lead`)}</small>
            </h2>
            {kinds.map((kind) => {
              const title = of(kind.title) || kind.type;
              return (
                <div key={kind.type} className={styles.kind}>
                  <Drawer>
                    <Drawer.Item name={kind.type} label={title} isDragDisabled={!editable}>
                      {() => <div className={styles.kindName}>{title}</div>}
                    </Drawer.Item>
                  </Drawer>
                  <button
                    type="button"
                    className={styles.plus}
                    disabled={!editable}
                    aria-label={t("palette.insert", { title })}
                    title={t("palette.insert", { title })}
                    onClick={() => insert(kind.type)}
                  >
                    +
                  </button>
                </div>
              );
            })}
          </section>
        );
      })}
      <p className={styles.hint}>{t("palette.keys")}</p>
    </div>
  );
}
