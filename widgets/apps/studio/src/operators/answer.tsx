/** `answer`: which options are right, what each question is worth, and how much passes. */
import type { DecideAnswer, DecideAnswerSolution, PlayQuestion } from "@largesse/contracts/documents";
import { Checkbox, Group, Radio } from "@mantine/core";
import { useDesk } from "../desk";
import { At } from "../parts/At";
import { Count } from "../parts/Count";
import { having, replaced } from "../parts/having";
import { Fallback, Heading, OutcomeEditor } from "../parts/Outcome";
import styles from "../parts/parts.module.css";
import { newQuestion } from "../settings/questions";
import colours from "../settings/settings.module.css";
import { useWords } from "../words";
import { choices, reachable, settled, solved } from "./answers";
import type { EditorProps, Operator } from "./operator";
import { ALL_GIVEN, fallbackOf, fresh, mainOf, plain } from "./outcomes";

const TRY_AGAIN = { "zh-CN": "未通过", en: "Not passed" };

function Editor({ decide, play, put }: EditorProps<DecideAnswer>) {
  const { t } = useWords();
  const { key } = decide;
  const asked = choices(play.asks);
  const most = reachable(key);
  const open = asked.filter((one) => !key.some(({ question }) => question === one.id)).length;
  return (
    <>
      <Heading title={t("answer.key")} lead={t("answer.lead")} />
      <At part="key">
        {asked.map((question) => (
          <Solution
            key={question.id}
            question={question}
            all={key}
            put={(next) => put({ ...decide, key: next })}
          />
        ))}
      </At>
      <p className={styles.sum} aria-live="polite">
        {t("answer.most", { most })}
        {open > 0 && <span className={colours.wrong}> {t("answer.open", { count: open })}</span>}
      </p>
      <div className={styles.fields}>
        <Count
          label={t("answer.pass")}
          part="pass_score"
          min={1}
          max={Math.max(most, 1)}
          value={decide.pass_score}
          put={(score) => put({ ...decide, pass_score: score })}
        />
      </div>
      <Heading title={t("answer.passed")} />
      <At part="outcome">
        <OutcomeEditor outcome={decide.outcome} put={(outcome) => put({ ...decide, outcome })} />
      </At>
      <Heading title={t("answer.otherwise")} />
      <At part="otherwise">
        <OutcomeEditor outcome={decide.otherwise} put={(otherwise) => put({ ...decide, otherwise })} />
      </At>
      <Fallback
        outcome={decide.fallback}
        put={(fallback) => put(having(decide, "fallback", fallback))}
        fresh={() => fresh("sold-out", ALL_GIVEN)}
      />
    </>
  );
}

interface SolutionProps {
  question: PlayQuestion;
  all: DecideAnswerSolution[];
  put: (key: DecideAnswerSolution[]) => void;
}

function Solution({ question, all, put }: SolutionProps) {
  const { t, of } = useWords();
  const { editable } = useDesk();
  const at = all.findIndex((one) => one.question === question.id);
  const own = all[at];
  const options = question.options ?? [];
  const choose = (right: string[]) => put(solved(all, question.id, right));
  const label = t("answer.right", { question: of(question.text) });
  const fields = (
    <div className={styles.solution}>
      {question.kind === "one" ? (
        <Radio.Group label={label} value={own?.right[0] ?? null} onChange={(id) => choose([id])}>
          <Group mt={6} gap="md">
            {options.map(({ id, text }) => (
              <Radio key={id} value={id} label={of(text)} disabled={!editable} />
            ))}
          </Group>
        </Radio.Group>
      ) : (
        <Checkbox.Group label={label} value={own?.right ?? []} onChange={choose}>
          <Group mt={6} gap="md">
            {options.map(({ id, text }) => (
              <Checkbox key={id} value={id} label={of(text)} disabled={!editable} />
            ))}
          </Group>
        </Checkbox.Group>
      )}
      {own && (
        <Count
          label={t("answer.points")}
          part="points"
          min={1}
          max={100}
          value={own.points ?? 1}
          put={(points) => put(replaced(all, at, having(own, "points", points === 1 ? undefined : points)))}
        />
      )}
    </div>
  );
  return own ? <At part={at}>{fields}</At> : fields;
}

export const answer: Operator<DecideAnswer> = {
  op: "answer",
  byChance: false,
  asks: (play) => (choices(play.asks).length ? [] : [newQuestion(play.asks ?? [])]),
  begin: (from) => {
    const asked = choices(from.play.asks);
    const outcome = mainOf(from);
    const other = from.outcomes.find((one) => one.id !== outcome.id && one.effects.length === 0);
    return {
      op: "answer",
      key: asked.map(({ id, options }) => ({ question: id, right: [options?.[0]?.id ?? ""] })),
      pass_score: Math.max(asked.length, 1),
      outcome,
      otherwise: other ? plain(other) : fresh("not-passed", TRY_AGAIN),
      ...fallbackOf(from),
    };
  },
  asked: settled,
  Editor,
};
