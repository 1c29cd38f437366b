import type { TaskListProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Mission } from "../standing/parts";

const TYPE = "task-list";

/** Tasks with how far each is; the button counts one where the activity lets the client do it here. */
export default function TaskList({ id, props }: WidgetProps<TaskListProps>) {
  const { say, pick } = useKit();
  return (
    <Mission
      id={id}
      type={TYPE}
      props={props}
      picture={(_, reached, marks) => (
        <p className="lg-task-list__done">
          {say("widgets.task-list.done", {
            at: marks.filter((mark) => mark.at <= reached).length,
            of: marks.length,
          })}
        </p>
      )}
    >
      {props.task ? <p className="lg-task-list__task">{pick(props.task)}</p> : null}
    </Mission>
  );
}
