/** One kind of points beside its list: its rule, and what can be done with it. */
import { Group } from "@mantine/core";
import { useRead } from "../../../api/ask";
import { PointsKind, type PointsKindShown, SteerPointsKind } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Count } from "../../../parts/figures";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { KindForm } from "./KindForm";

export function KindSide({ id, changed }: { id: string; changed: () => void }) {
  const { t, locale } = useWords();
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
                ["points.rule", locale === "en" ? kind.exchangeRuleEn : kind.exchangeRuleZh],
                ["points.scope", locale === "en" ? kind.scopeEn : kind.scopeZh],
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

const STEPS = ["stop", "resume"] as const;

function Steer({ kind, again }: { kind: PointsKindShown; again: () => void }) {
  const { t } = useWords();
  return (
    <Group mt="lg" gap="xs">
      {kind.actions.includes("change") && <KindForm of={kind} done={again} />}
      {STEPS.filter((step) => kind.actions.includes(step)).map((step) => (
        <AskConfirm
          key={step}
          label={t(`points.kind.${step}`)}
          says={t(`points.kind.${step}.says`, { name: kind.name })}
          danger={step === "stop"}
          reason="required"
          document={SteerPointsKind}
          ask={{ pointsKind: kind.id, step: step.toUpperCase() as Uppercase<typeof step> }}
          said={t(`points.kind.${step}.done`, { name: kind.name })}
          done={again}
        />
      ))}
    </Group>
  );
}
