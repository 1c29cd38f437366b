/** In a right's trail: what makes it good, and what it makes good itself, each way with its link. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { type TrailShown, WithdrawCompensation } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { When } from "../../../parts/figures";
import { Note } from "../../../parts/page";

type Compensation = TrailShown["compensations"][number];

interface MadeGoodProps {
  of: Compensation[];
  right: string;
  done: () => void;
}

export function MadeGood({ of, right, done }: MadeGoodProps) {
  return of.map((one) => <Side key={one.id} of={one} here={right === one.original} done={done} />);
}

function Side({ of: one, here, done }: { of: Compensation; here: boolean; done: () => void }) {
  const { t } = useWords();
  const facts = {
    ...{ maker: one.makerName, reason: one.reason, cause: one.causeName, points: one.points ?? 0 },
    what:
      one.points === null ? one.name : t("compensations.points.of", { name: one.name, points: one.points }),
  };
  return (
    <Note>
      {here ? t(`compensations.trail.${one.state}`, facts) : t("compensations.trail.from", facts)}{" "}
      <When at={one.madeAt} />
      <Group gap="md" mt="xs">
        {here && one.entitlement && <Link href={`/trail/${one.entitlement}`}>{one.name}</Link>}
        {!here && <Link href={`/trail/${one.original}`}>{one.originalName}</Link>}
        {one.approval && <Link href={`/approvals/${one.approval}`}>{t("compensations.approval")}</Link>}
        {one.actions.includes("withdraw") && (
          <AskConfirm
            size="xs"
            label={t("compensations.withdraw")}
            says={t("compensations.withdraw.says")}
            document={WithdrawCompensation}
            ask={{ compensation: one.id }}
            said={t("compensations.withdrawn")}
            done={done}
          />
        )}
      </Group>
    </Note>
  );
}
