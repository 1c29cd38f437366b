/** Rights of own clients that end soon, and what was taken up: call, then note that it is done, or put it off for some days. */
import { Button, Group } from "@mantine/core";
import { Link } from "wouter";
import { useAsk, useRead } from "../../../api/ask";
import { AdviserTasks, type AdviserTasksRow, FinishTask, SnoozeTask } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { choicesOf } from "../../../parts/choices";
import { Until } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Absent } from "../../../parts/states";
import { Table } from "../../../parts/table";

const SNOOZE_DAYS = 3;
const OUTCOMES = ["done", "unreachable", "declined"] as const;

export function Tasks() {
  const { t } = useWords();
  const reading = useRead(AdviserTasks, {});
  const tasks = reading.data?.adviserTasks ?? [];
  if (tasks.length === 0) return <Absent of={reading} />;
  return (
    <Section title={t("tasks.title")}>
      <div className={styles.sheet}>
        <Table words label={t("tasks.title")}>
          <tbody>
            {tasks.map((task) => (
              <TaskRow key={task.id} task={task} done={reading.again} />
            ))}
          </tbody>
        </Table>
      </div>
    </Section>
  );
}

function TaskRow({ task, done }: { task: AdviserTasksRow; done: () => void }) {
  const { t } = useWords();
  const snooze = useAsk(SnoozeTask);
  const putOff = async () => {
    const ask = { task: task.id, days: SNOOZE_DAYS };
    if (await snooze.run({ ask }, t("tasks.snoozed", { days: SNOOZE_DAYS }))) done();
  };
  return (
    <tr>
      <td>
        <Link href={`/advising/${task.client}`}>{task.clientName}</Link>
      </td>
      <td>
        <Link href={`/trail/${task.right}`}>{task.title}</Link>
      </td>
      <td>{task.reasonName}</td>
      <td className={styles.muted}>
        {t("tasks.ends")} <Until end={task.validTo} />
      </td>
      <td className={styles.right}>
        <Group gap="xs" justify="flex-end" wrap="nowrap">
          <AskForm
            size="compact-xs"
            label={t("tasks.finish")}
            title={t("tasks.finish.title", { name: task.clientName, right: task.title })}
            document={FinishTask}
            said={t("tasks.finished")}
            done={done}
            toAsk={(values) => ({ ...values, task: task.id })}
            fields={[
              {
                name: "outcome",
                label: "tasks.outcome",
                kind: "choice",
                initial: "done",
                options: choicesOf(t, "tasks.outcome", OUTCOMES),
              },
              { name: "words", label: "tasks.words", kind: "long", optional: true },
            ]}
          />
          <Button size="compact-xs" variant="default" loading={snooze.busy} onClick={putOff}>
            {t("tasks.snooze", { days: SNOOZE_DAYS })}
          </Button>
        </Group>
      </td>
    </tr>
  );
}
