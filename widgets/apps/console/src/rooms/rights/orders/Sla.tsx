/** Until when an order is to be served, or why its clock stands. */
import { Text } from "@mantine/core";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { Status } from "../../../parts/status";
import { leftText } from "./left";

interface Clock {
  state: string;
  dueAt: string | null;
  leftS: number | null;
  /** Only of a clock that stands. */
  cause: string | null;
}

export function Sla({ of }: { of: Clock | null }) {
  const { t } = useWords();
  if (!of) return "–";
  return (
    <>
      <Status of={of.state} label={t(`orders.sla.${of.state}`)} />
      <Text size="xs">
        {of.cause ? (
          `${t(`orders.cause.pause.${of.cause}`)} · ${leftText(of.leftS ?? 0, t)}`
        ) : (
          <When at={of.dueAt} />
        )}
      </Text>
    </>
  );
}
