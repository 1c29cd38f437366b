/** A button with a question behind it that sends one ask for each yes. */
import { notifications } from "@mantine/notifications";
import { type Answers, seenIn, useAsk } from "../api/ask";
import type { Registered } from "../api/registered";
import { Confirm, type ConfirmProps } from "./confirm";

interface AskConfirmProps<Data extends object, Ask> extends Omit<ConfirmProps, "onYes"> {
  document: Registered<Data, { ask: Ask }>;
  /** What is asked for; the key and, where one must be given, the reason come to it. */
  ask: Omit<NoInfer<Ask>, "key" | "reason">;
  /** What is so now; a function where only the answer tells it. */
  said: string | ((answer: Answers<Data>) => string);
  done: () => void;
}

export function AskConfirm<Data extends object, Ask>({
  document,
  ask,
  said,
  done,
  ...question
}: AskConfirmProps<Data, Ask>) {
  const { run, refusal } = useAsk(document);
  return (
    <Confirm
      {...question}
      onYes={async (reason) => {
        const why = question.reason === "required" ? { reason } : {};
        const answer = await run(
          { ask: { ...ask, ...why, ...seenIn(refusal) } as Ask & { key?: string } },
          typeof said === "string" ? said : undefined,
        );
        if (answer && typeof said !== "string") notifications.show({ color: "teal", message: said(answer) });
        if (answer) done();
        return answer;
      }}
    />
  );
}
