/** What decides a play; before another operator does, staff are told what stays and what would be thrown away. */
import type { Play } from "@largesse/contracts/documents";
import { Button, Group, Modal, Select } from "@mantine/core";
import { useState } from "react";
import { useDesk } from "../desk";
import { type Change, decidedBy, OPERATORS } from "../operators";
import type { Addable } from "../parts/Adding";
import styles from "../parts/parts.module.css";
import { useWords, type Words } from "../words";

export const choicesOf = (t: Words["t"]): Addable[] =>
  OPERATORS.map(({ op }) => ({ value: op, title: t(`decide.${op}`), lead: t(`decide.${op}.lead`) }));

export function Deciding({ play, put }: { play: Play; put: (play: Play) => void }) {
  const { t } = useWords();
  const { editable, now } = useDesk();
  const [asked, setAsked] = useState<Change | null>(null);
  const choices = choicesOf(t);
  const choose = (op: string | null) => {
    if (!op || op === play.decide.op) return;
    const change = decidedBy(play, op, now());
    if (change.asks) setAsked(change);
    else put(change.play);
  };
  return (
    <>
      <Select
        label={t("plays.decide")}
        readOnly={!editable}
        allowDeselect={false}
        maxDropdownHeight={420}
        value={play.decide.op}
        data={choices.map(({ value, title }) => ({ value, label: title }))}
        renderOption={({ option }) => (
          <div className={styles.option}>
            {option.label}
            <small>{choices.find(({ value }) => value === option.value)?.lead}</small>
          </div>
        )}
        onChange={choose}
      />
      <Asking
        change={asked}
        leave={() => setAsked(null)}
        go={() => {
          if (asked) put(asked.play);
          setAsked(null);
        }}
      />
    </>
  );
}

function Asking({ change, leave, go }: { change: Change | null; leave: () => void; go: () => void }) {
  const { t, of } = useWords();
  const listed = (outcomes: Change["kept"]) =>
    outcomes.map((one) => of(one.title)).join(t("change.and")) || t("change.nothing");
  return (
    <Modal
      opened={change !== null}
      onClose={leave}
      title={<b>{change && t("change.title", { way: t(`decide.${change.play.decide.op}`) })}</b>}
      closeButtonProps={{ "aria-label": t("close") }}
    >
      {change && (
        <>
          <p>{t("change.lead")}</p>
          <p>{t("change.kept", { outcomes: listed(change.kept) })}</p>
          {change.lost.length > 0 && <p>{t("change.lost", { outcomes: listed(change.lost) })}</p>}
        </>
      )}
      <Group justify="flex-end" mt="md">
        <Button variant="default" data-autofocus onClick={leave}>
          {t("change.stay")}
        </Button>
        <Button onClick={go}>{t("change.go")}</Button>
      </Group>
    </Modal>
  );
}
