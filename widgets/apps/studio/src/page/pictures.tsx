/** Pictures of a page: what stands there now, the shelf to pick from, and the way to put a new one on it. */
import { safePicture, unfit } from "@largesse/kernel";
import { Alert, Button, FileButton, Input, Modal, TextInput } from "@mantine/core";
import { useDebouncedValue } from "@mantine/hooks";
import { useEffect, useId, useState } from "react";
import { useDesk } from "../desk";
import { PAUSE_MS, useOffered } from "../offered";
import { useWords } from "../words";
import styles from "./pictures.module.css";

/** What phones send under other names may be chosen too: it is told why it cannot be used. */
const OFFERED = "image/*";
/** How the address of a picture that was uploaded begins. */
const KEPT = "sha256:";
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
        <Shelf chosen={chosen(value, shown)} pick={pick} />
      </Modal>
    </Input.Wrapper>
  );
}

interface Chosen {
  address: string;
  url: string;
}

/** The picture of the component as it stands: how the component names it, and where it is shown. */
const chosen = (address: unknown, url: string | null): Chosen | null =>
  typeof address === "string" && url ? { address, url } : null;

function useUpload() {
  const { ports } = useDesk();
  const { t } = useWords();
  const [trouble, setTrouble] = useState<string | null>(null);
  const [busy, setBusy] = useState(false);
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
  return { trouble, busy, take };
}

/** What the picture in use is called, wherever on the shelf it stands; empty until it is known, or out of reach. */
function useNameOf(picture: Chosen | null): string {
  const { ports } = useDesk();
  const address = picture?.address ?? "";
  const [name, setName] = useState("");
  useEffect(() => {
    let wanted = address.startsWith(KEPT);
    if (wanted)
      void ports.pictures(address, null).then((found) => wanted && setName(found?.rows[0]?.name ?? ""));
    return () => {
      wanted = false;
    };
  }, [ports, address]);
  return name;
}

interface ShelfProps {
  chosen: Chosen | null;
  pick: (address: string) => void;
}

function Shelf({ chosen, pick }: ShelfProps) {
  const { t } = useWords();
  const { trouble, busy, take } = useUpload();
  const [typed, setTyped] = useState("");
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
      <TextInput
        type="search"
        size="xs"
        mb="md"
        aria-label={t("picture.search")}
        placeholder={t("picture.search")}
        value={typed}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Pictures typed={typed.trim()} chosen={chosen} pick={pick} />
    </>
  );
}

/** The picture in use first, then the shelf, then those of the house. */
function Pictures({ typed, chosen, pick }: ShelfProps & { typed: string }) {
  const { ports } = useDesk();
  const { t } = useWords();
  const [sought] = useDebouncedValue(typed, PAUSE_MS);
  const { rows, next, state, read } = useOffered(ports.pictures, sought, true);
  const named = useNameOf(chosen);
  const own = OWN.map((name) => ({
    address: `/art/${name}.svg`,
    url: `/art/${name}.svg`,
    name: t(`picture.own.${name}`),
  })).filter(({ name }) => name.toLowerCase().includes(sought.toLowerCase()));
  const offered = [...rows, ...(state === "reading" ? [] : own)];
  const inUse = offered.find(({ url }) => url === chosen?.url);
  const first = chosen && (inUse ?? { ...chosen, name: named || t("picture.inUse") });
  const others = offered.filter((one) => one !== inUse);
  return (
    <>
      <ul className={styles.shelf} aria-busy={state === "reading"}>
        {[...(first ? [first] : []), ...others].map((one) => (
          <li key={one.address}>
            <button type="button" aria-pressed={one === first} onClick={() => pick(one.address)}>
              <img src={one.url} alt="" loading="lazy" />
              <span>{one.name}</span>
            </button>
          </li>
        ))}
      </ul>
      {state === "read" && sought && others.length === 0 ? (
        <p>{t("picker.none", { search: sought })}</p>
      ) : null}
      {state === "trouble" ? (
        <Alert color="red" variant="light" role="alert" mt="md">
          {t("picker.trouble")}{" "}
          <Button size="compact-xs" variant="default" onClick={() => void read(null)}>
            {t("again")}
          </Button>
        </Alert>
      ) : null}
      {next ? (
        <Button mt="md" size="compact-sm" variant="default" onClick={() => void read(next)}>
          {t("picker.more")}
        </Button>
      ) : null}
    </>
  );
}
