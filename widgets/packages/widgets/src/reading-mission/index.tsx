import type { ReadingMissionProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";
import { Mission } from "../standing/parts";

const TYPE = "reading-mission";

/** Something to read, opened by a press; only what was opened can be told as read. */
export default function ReadingMission({ id, props }: WidgetProps<ReadingMissionProps>) {
  const { pick, say } = useKit();
  const [opened, setOpened] = useState(false);
  return (
    <Mission
      id={id}
      type={TYPE}
      props={props}
      stop={opened ? undefined : say("widgets.reading-mission.open_first")}
    >
      <details
        className="lg-reading-mission__text"
        onToggle={(event) => event.currentTarget.open && setOpened(true)}
      >
        <summary>{pick(props.headline)}</summary>
        {pick(props.body)
          .split("\n")
          .filter(Boolean)
          .map((line) => (
            <p key={line}>{line}</p>
          ))}
      </details>
    </Mission>
  );
}
