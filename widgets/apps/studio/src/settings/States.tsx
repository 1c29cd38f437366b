/** What the activity remembers of each client: named, of a kind, and when it begins again. */
import type { ActivityDocumentState } from "@largesse/contracts/documents";
import { ActionIcon, Select, Text, TextInput } from "@mantine/core";
import { useState } from "react";
import { useDesk, useDocument } from "../desk";
import { Adding } from "../parts/Adding";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import styles from "../parts/parts.module.css";
import { useWords } from "../words";
import { Card } from "./fields";
import {
  become,
  beginAgain,
  isUsed,
  KIND_NAMES,
  type Kind,
  NAME,
  newState,
  RESETS,
  rename,
  SCOPES,
} from "./states";

export function States() {
  const { t } = useWords();
  const states = useDocument((document) => document.states);
  const { edit, editable } = useDesk();
  const add = (kind: string) => edit((d) => void d.states.push(newState(d, kind)));
  return (
    <Card
      id="states"
      title={t("states.title")}
      lead={t("states.lead")}
      action={
        editable && (
          <Adding
            label={t("states.add")}
            choices={KIND_NAMES.map((value) => ({
              value,
              title: t(`state.kind.${value}`),
              lead: t(`state.kind.${value}.lead`),
            }))}
            add={add}
          />
        )
      }
    >
      {states.length === 0 ? (
        <Text c="dimmed">{t("states.none")}</Text>
      ) : (
        <At part="states">
          <ul className={`${styles.rows} ${styles.boxed}`} aria-label={t("states.title")}>
            {states.map((state, at) => (
              <li key={state.id} className={styles.row} aria-label={state.id}>
                <At part={at}>
                  <OneState state={state} at={at} />
                </At>
              </li>
            ))}
          </ul>
        </At>
      )}
    </Card>
  );
}

export function OneState({ state, at }: { state: ActivityDocumentState; at: number }) {
  const { t } = useWords();
  const used = useDocument((document) => isUsed(document, state.id));
  const { edit, editable } = useDesk();
  return (
    <>
      <div>
        <div className={styles.fields} style={{ marginTop: 0 }}>
          <At part="id">
            <Name at={at} id={state.id} />
          </At>
          <At part="kind">
            <Select
              label={t("state.kind")}
              readOnly={!editable}
              allowDeselect={false}
              data={KIND_NAMES.map((value) => ({ value, label: t(`state.kind.${value}`) }))}
              value={state.kind}
              onChange={(kind) => kind && edit((d) => become(d, at, kind as Kind))}
            />
          </At>
          <At part="scope">
            <Select
              label={t("state.scope")}
              readOnly={!editable}
              allowDeselect={false}
              data={SCOPES.map((value) => ({ value, label: t(`state.scope.${value}`) }))}
              value={state.scope}
              onChange={(scope) =>
                scope &&
                edit((d) => {
                  const target = d.states[at];
                  if (target) target.scope = scope as ActivityDocumentState["scope"];
                })
              }
            />
          </At>
          <At part="reset">
            <Select
              label={t("state.reset")}
              readOnly={!editable}
              allowDeselect={false}
              data={RESETS.map((value) => ({ value, label: t(`state.reset.${value}`) }))}
              value={state.reset}
              onChange={(reset) =>
                reset &&
                edit((d) => {
                  const target = d.states[at];
                  if (target) beginAgain(target, reset as ActivityDocumentState["reset"]);
                })
              }
            />
          </At>
          {state.days !== undefined && (
            <Count
              label={t("state.days")}
              part="days"
              min={2}
              max={366}
              value={state.days}
              put={(days) =>
                edit((d) => {
                  const target = d.states[at];
                  if (target) target.days = days;
                })
              }
            />
          )}
        </div>
        <p className={styles.lead}>{t(`state.kind.${state.kind}.lead`)}</p>
      </div>
      {editable && (
        <ActionIcon
          variant="subtle"
          color="gray"
          disabled={used}
          aria-label={t("row.remove", { title: state.id })}
          title={used ? t("states.used") : t("row.remove", { title: state.id })}
          onClick={() => edit((d) => void d.states.splice(at, 1))}
        >
          ×
        </ActionIcon>
      )}
    </>
  );
}

/** A name is taken once it is whole: what names the state is renamed with it. */
function Name({ at, id }: { at: number; id: string }) {
  const { t } = useWords();
  const states = useDocument((document) => document.states);
  const { edit, editable } = useDesk();
  const [typed, setTyped] = useState<string | null>(null);
  const said = typed ?? id;
  const taken = states.some((other, index) => index !== at && other.id === said);
  const fits = NAME.test(said) && !taken;
  const settle = () => {
    if (!fits) return;
    setTyped(null);
    if (said !== id) edit((d) => rename(d, at, said));
  };
  return (
    <TextInput
      label={t("state.id")}
      required
      readOnly={!editable}
      description={t("state.id.lead")}
      inputWrapperOrder={["label", "input", "error", "description"]}
      error={fits ? null : t(taken ? "state.id.taken" : "state.id.wrong")}
      value={said}
      onChange={(event) => setTyped(event.currentTarget.value)}
      onBlur={settle}
      onKeyDown={(event) => event.key === "Enter" && settle()}
    />
  );
}
