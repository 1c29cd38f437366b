/** What a client is asked with an attempt: questions in their order, choices with their options. */
import type { PlayQuestion } from "@largesse/contracts/documents";
import { Select, Switch } from "@mantine/core";
import { useRef } from "react";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { CountOrNone } from "../parts/Count";
import { having } from "../parts/having";
import styles from "../parts/parts.module.css";
import { Rows } from "../parts/Rows";
import { useWords } from "../words";
import { TextPair } from "./fields";
import {
  asKind,
  newOption,
  newQuestion,
  OPTIONS,
  offersChoice,
  QUESTION_KINDS,
  type QuestionKind,
} from "./questions";

interface QuestionsProps {
  asks: readonly PlayQuestion[];
  put: (asks: PlayQuestion[]) => void;
}

export function Questions({ asks, put }: QuestionsProps) {
  const { t, of } = useWords();
  const had = useRef<Record<string, PlayQuestion["options"]>>({});
  const become = (question: PlayQuestion, kind: QuestionKind) => {
    if (question.options) had.current[question.id] = question.options;
    return asKind(question, kind, had.current[question.id]);
  };
  return (
    <Rows
      label={t("asks.title")}
      part="asks"
      rows={asks}
      put={put}
      name={(question) => of(question.text)}
      max={50}
      add={{ says: t("asks.add"), row: () => newQuestion(asks) }}
    >
      {(question, write) => <Question question={question} put={write} become={become} />}
    </Rows>
  );
}

interface QuestionProps {
  question: PlayQuestion;
  put: (question: PlayQuestion) => void;
}

interface KindProps {
  /** The question as one of another kind; options that it had come back. */
  become: (question: PlayQuestion, kind: QuestionKind) => PlayQuestion;
}

function Question({ question, put, become }: QuestionProps & KindProps) {
  const { t } = useWords();
  const { editable } = useDesk();
  return (
    <>
      <At part="text">
        <TextPair
          label={t("asks.text")}
          required
          value={question.text}
          onChange={(text) => text && put({ ...question, text })}
        />
      </At>
      <div className={styles.fields}>
        <At part="kind">
          <Select
            label={t("asks.kind")}
            readOnly={!editable}
            allowDeselect={false}
            data={QUESTION_KINDS.map((value) => ({ value, label: t(`asks.kind.${value}`) }))}
            value={question.kind}
            onChange={(kind) => kind && put(become(question, kind as QuestionKind))}
          />
        </At>
        {question.kind !== "one" && (
          <CountOrNone
            label={t(`asks.max.${question.kind}`)}
            part="max"
            min={1}
            value={question.max}
            put={(max) => put(having(question, "max", max))}
          />
        )}
        <At part="optional">
          <Switch
            mt={28}
            label={t("asks.optional")}
            disabled={!editable}
            checked={question.optional ?? false}
            onChange={(event) =>
              put(having(question, "optional", event.currentTarget.checked ? true : undefined))
            }
          />
        </At>
      </div>
      {offersChoice(question.kind) && (
        <At part="totals">
          <Switch
            mt="sm"
            label={t("asks.totals")}
            description={t("asks.totals.lead")}
            disabled={!editable}
            checked={question.totals ?? false}
            onChange={(event) =>
              put(having(question, "totals", event.currentTarget.checked ? true : undefined))
            }
          />
        </At>
      )}
      {question.kind === "number" && (
        <CountOrNone
          label={t("asks.perSecond")}
          hint={t("asks.perSecond.lead")}
          part="per_second"
          min={1}
          max={1_000_000}
          value={question.per_second}
          put={(pace) => put(having(question, "per_second", pace))}
        />
      )}
      {offersChoice(question.kind) && <Options question={question} put={put} />}
    </>
  );
}

function Options({ question, put }: QuestionProps) {
  const { t, of } = useWords();
  const options = question.options ?? [];
  return (
    <Rows
      label={t("asks.options", { question: of(question.text) })}
      part="options"
      rows={options}
      put={(next) => put({ ...question, options: next })}
      name={(option) => of(option.text)}
      {...OPTIONS}
      boxed={false}
      add={{ says: t("asks.addOption"), row: () => newOption(options) }}
    >
      {(option, write, at) => (
        <At part="text">
          <TextPair
            label={t("asks.option", { place: at + 1 })}
            required
            value={option.text}
            onChange={(text) => text && write({ ...option, text })}
          />
        </At>
      )}
    </Rows>
  );
}
