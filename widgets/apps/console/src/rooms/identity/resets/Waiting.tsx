/** Requests for passwords that wait: type the code that the person reads out, co-sign, or decline. */
import { Button, Group, Stack, Table, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useState } from "react";
import { CHANGED, type Reading, useAskHere, useRead } from "../../../api/ask";
import {
  ConfirmReset,
  CosignReset,
  DeclineReset,
  PasswordResets,
  type PasswordResetsData,
  type PasswordResetsRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { Dialog } from "../../../parts/overlays";
import { Act, Note, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Trouble } from "../../../parts/states";

const LOOK_MS = 10_000;

export function WaitingResets() {
  const reading = useRead(PasswordResets, {});
  const { again } = reading;
  useEffect(() => {
    const ticking = setInterval(again, LOOK_MS);
    window.addEventListener(CHANGED, again);
    return () => {
      clearInterval(ticking);
      window.removeEventListener(CHANGED, again);
    };
  }, [again]);
  return <Requests reading={reading} />;
}

export function Requests({ reading }: { reading: Reading<PasswordResetsData> }) {
  const { t } = useWords();
  const { data, again, trouble } = reading;
  const rows = data?.passwordResets ?? [];
  // Who waits at the desk must not be taken for nobody.
  if (trouble && !data)
    return (
      <Section title={t("resets.title")}>
        <Trouble of={reading} />
      </Section>
    );
  if (rows.length === 0) return null;
  return (
    <Section title={t("resets.title")}>
      <p className={styles.muted}>{t("resets.lead")}</p>
      <Table.ScrollContainer minWidth={560}>
        <Table aria-label={t("resets.title")}>
          <Table.Tbody>
            {rows.map((one) => (
              <Row key={one.id} of={one} done={again} />
            ))}
          </Table.Tbody>
        </Table>
      </Table.ScrollContainer>
    </Section>
  );
}

interface RowProps {
  of: PasswordResetsRow;
  done: () => void;
}

function Row({ of, done }: RowProps) {
  const { t } = useWords();
  const { name, confirmerName: confirmer } = of;
  return (
    <Table.Tr>
      <Table.Td>
        <b>{name}</b> {of.number}
        <div className={styles.muted}>{of.unitName}</div>
      </Table.Td>
      <Table.Td>
        <code>{of.codeHead} ····</code>
        {confirmer && <div className={styles.muted}>{t("resets.by", { confirmer })}</div>}
      </Table.Td>
      <Table.Td>
        <When at={of.createdAt} />
        <div className={styles.muted}>{[of.address, of.device].filter(Boolean).join(" · ")}</div>
      </Table.Td>
      <Table.Td>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          {of.actions.includes("confirm") && <ConfirmCode of={of} done={done} />}
          {of.actions.includes("cosign") && (
            <AskConfirm
              size="compact-sm"
              variant="filled"
              label={t("resets.cosign")}
              says={t("resets.cosign.says", { name, confirmer })}
              document={CosignReset}
              ask={{ reset: of.id }}
              said={t("resets.cosigned")}
              done={done}
            />
          )}
          {of.actions.includes("decline") && (
            <AskConfirm
              danger
              size="compact-sm"
              label={t("resets.decline")}
              says={t("resets.decline.says", { name })}
              document={DeclineReset}
              ask={{ reset: of.id }}
              said={t("resets.declined")}
              done={done}
            />
          )}
        </Group>
      </Table.Td>
    </Table.Tr>
  );
}

/** The code is typed as it is heard: nothing on this screen shows it. */
function ConfirmCode({ of, done }: RowProps) {
  const { t } = useWords();
  const [open, setOpen] = useState(false);
  const [code, setCode] = useState("");
  const { run, busy, refusal } = useAskHere(ConfirmReset);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    const answer = await run({ ask: { reset: of.id, code } }, t("resets.confirmed"));
    setCode("");
    if (!answer) return;
    setOpen(false);
    done();
  };
  return (
    <>
      <Button size="compact-sm" onClick={() => setOpen(true)}>
        {t("resets.confirm")}
      </Button>
      <Dialog title={`${of.name} · ${of.number}`} open={open} close={() => setOpen(false)}>
        <form onSubmit={submit}>
          <Stack gap="md">
            <p style={{ margin: 0 }}>{t("resets.code.lead", { name: of.name, head: of.codeHead })}</p>
            <TextInput
              label={t("resets.code")}
              data-autofocus
              required
              inputMode="numeric"
              autoComplete="off"
              value={code}
              onChange={(event) => setCode(event.currentTarget.value)}
            />
            {refusal && <Note tone="bad">{refusal.message}</Note>}
            <Act type="submit" loading={busy}>
              {t("resets.confirm")}
            </Act>
          </Stack>
        </form>
      </Dialog>
    </>
  );
}
