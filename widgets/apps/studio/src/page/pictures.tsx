/** Pictures of a page: what stands there now, the shelf to pick from, and the way to put a new one on it. */
import { safePicture, unfit } from "@largesse/kernel";
import { Alert, Button, FileButton, Input, Modal } from "@mantine/core";
import { useEffect, useId, useState } from "react";
import { useDesk } from "../desk";
import type { ShelfPicture } from "../ports";
import { useWords } from "../words";
import styles from "./pictures.module.css";

/** What phones send under other names may be chosen too: it is told why it cannot be used. */
const OFFERED = "image/*";
/** Drawn by the house, there without any upload. */
const OWN = ["moonrise", "lounge"] as const;

interface PictureControlProps {
  title: string;
  required: boolean;
  value: unknown;
  readOnly: boolean;
  onChange: (value: string | undefined) => void;
}

export function PictureControl({ title, required, value, readOnly, onChange }: PictureControlProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const id = useId();
  const shown = safePicture(value);
  const pick = (address: string) => {
    onChange(address);
    setOpen(false);
  };
  return (
    <Input.Wrapper size="xs" label={title} labelProps={{ id }}>
      <div className={styles.now} data-empty={shown === null || undefined}>
        {shown ? <img src={shown} alt="" /> : <span>{t("picture.none")}</span>}
      </div>
      {readOnly ? null : (
        <div className={styles.acts}>
          <Button size="compact-xs" variant="default" aria-describedby={id} onClick={() => setOpen(true)}>
            {t(shown ? "picture.change" : "picture.choose")}
          </Button>
          {shown && !required ? (
            <Button
              size="compact-xs"
              variant="subtle"
              aria-describedby={id}
              onClick={() => onChange(undefined)}
            >
              {t("picture.remove")}
            </Button>
          ) : null}
        </div>
      )}
      <Modal
        size={720}
        opened={open}
        onClose={() => setOpen(false)}
        title={<b>{t("picture.title")}</b>}
        closeButtonProps={{ "aria-label": t("close") }}
      >
        <Shelf chosen={shown} pick={pick} />
      </Modal>
    </Input.Wrapper>
  );
}

function useShelf() {
  const { ports } = useDesk();
  const { t } = useWords();
  const [kept, setKept] = useState<ShelfPicture[] | null>(null);
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
  useEffect(() => {
    let wanted = true;
    void ports.pictures().then((found) => wanted && setKept(found));
    return () => {
      wanted = false;
    };
  }, [ports]);
  const take = async (file: File | null, then: (address: string) => void) => {
    if (!file) return;
    setTrouble(null);
    const found = await unfit(file, "picture");
    if (found) return setTrouble(t(`upload.${found.why}`, found.facts));
    setBusy(true);
    const answer = await ports.upload(file);
    setBusy(false);
    if (answer.outcome === "kept") then(answer.address);
    else setTrouble(answer.message || t("picture.trouble"));
  };
  return { kept, trouble, busy, take };
}

function Shelf({ chosen, pick }: { chosen: string | null; pick: (address: string) => void }) {
  const { t } = useWords();
  const { kept, trouble, busy, take } = useShelf();
  const own = OWN.map((name) => ({
    address: `/art/${name}.svg`,
    url: `/art/${name}.svg`,
    name: t(`picture.own.${name}`),
  }));
  return (
    <>
      <div className={styles.head}>
        <FileButton accept={OFFERED} onChange={(file) => void take(file, pick)}>
          {(props) => (
            <Button {...props} loading={busy}>
              {t("picture.upload")}
            </Button>
          )}
        </FileButton>
        <p>{t("picture.hint")}</p>
      </div>
      {trouble ? (
        <Alert color="red" variant="light" role="alert" mb="md">
          {trouble}
        </Alert>
      ) : null}
      <ul className={styles.shelf} aria-busy={kept === null}>
        {[...(kept ?? []), ...own].map((one) => (
          <li key={one.address}>
            <button type="button" aria-pressed={one.url === chosen} onClick={() => pick(one.address)}>
              <img src={one.url} alt="" loading="lazy" />
              <span>{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}
