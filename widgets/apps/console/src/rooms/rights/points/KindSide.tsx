/** One kind of points beside its list: its rule, and what can be done with it. */
import { Group } from "@mantine/core";
import { useRead } from "../../../api/ask";
import { PointsKind, type PointsKindShown, SteerPointsKind } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count } from "../../../parts/figures";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { KindForm } from "./KindForm";

export function KindSide({ id, changed }: { id: string; changed: () => void }) {
  const { t, of } = useWords();
  const reading = useRead(PointsKind, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.pointsKind?.name ?? t("points.kind")} back="/rights/points/kinds">
      <Reveal reading={reading} pick={(data) => data.pointsKind}>
        {(kind: PointsKindShown) => (
          <>
            <FactList
              facts={[
                ["name", kind.name],
                ["code", <code key="code">{kind.code}</code>],
                ["state", <Status key="state" of={kind.state} />],
                ["points.validity", kind.validity],
                ["points.grace", <Count key="grace" of={kind.graceDays} />],
                ["points.handMax", <Count key="hand" of={kind.handDayMax} />],
                ["points.transferable", t(kind.transferable ? "yes" : "points.no")],
                ["points.rule", of({ "zh-CN": kind.exchangeRuleZh, en: kind.exchangeRuleEn })],
                ["points.scope", of({ "zh-CN": kind.scopeZh, en: kind.scopeEn })],
                ["points.outstanding", <Count key="out" of={kind.outstanding} />],
                ["points.clients", <Count key="clients" of={kind.clients} />],
                ["unit", kind.unitName || t("points.whole")],
              ]}
            />
            <Steer kind={kind} again={again} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Steer({ kind, again }: { kind: PointsKindShown; again: () => void }) {
  return (
    <Group mt="lg" gap="xs">
      {kind.actions.includes("change") && <KindForm of={kind} done={again} />}
      <Steps
        steps={["stop", "resume"]}
        actions={kind.actions}
        family="points.kind"
        facts={{ name: kind.name }}
        document={SteerPointsKind}
        ask={{ pointsKind: kind.id }}
        done={again}
      />
    </Group>
  );
}
