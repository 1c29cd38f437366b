/** Who signs besides or instead of the signer whose turn it is: hand the seat over, or ask a colleague to sign too. */
import { Group } from "@mantine/core";
import { AddSigner, type ApprovalShown, HandOverApproval } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { When } from "../../../parts/figures";
import { AskForm, type Field } from "../../../parts/form";
import styles from "../../../parts/parts.module.css";
import { useClock } from "../../../parts/time";

const DAY_MS = 86_400_000;
const HANDED_DAYS = 7;

export function Arrange({ approval, again }: { approval: ApprovalShown; again: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  const colleague: Omit<Field, "name"> = {
    label: "arrange.colleague",
    kind: "record",
    record: { kind: "colleague", of: approval.id },
  };
  const week = clock.today(Date.now() + HANDED_DAYS * DAY_MS);
  return (
    <Group gap="xs" mt="md">
      {approval.actions.includes("hand_over") && (
        <AskForm
          size="compact-sm"
          label={t("arrange.handOver")}
          lead={t("arrange.handOver.lead")}
          said={t("arrange.handedOver")}
          document={HandOverApproval}
          done={again}
          toAsk={({ to, until }) => ({ approval: approval.id, to, until: clock.endOf(String(until)) })}
          fields={[
            { ...colleague, name: "to" },
            { name: "until", label: "arrange.until", kind: "day", initial: week, hint: "arrange.until.hint" },
          ]}
        />
      )}
      {approval.actions.includes("add_signer") && (
        <AskForm
          size="compact-sm"
          label={t("arrange.addSigner")}
          lead={t("arrange.addSigner.lead")}
          said={t("arrange.added")}
          document={AddSigner}
          done={again}
          toAsk={({ staff }) => ({ approval: approval.id, staff })}
          fields={[{ ...colleague, name: "staff" }]}
        />
      )}
    </Group>
  );
}

/** Seats handed over, for everybody who reads the approval. */
export function HandOvers({ approval }: { approval: ApprovalShown }) {
  const { t } = useWords();
  return approval.handOvers.map((one) => (
    <p
      key={one.giverName + one.takerName + one.until}
      className={styles.muted}
      style={{ margin: "10px 0 0" }}
    >
      {t("arrange.handed", { giver: one.giverName, taker: one.takerName })} <When at={one.until} />
    </p>
  ));
}
