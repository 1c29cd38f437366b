/** The trail: one right from its issue to its batch, with who and when. The product in one picture. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Trail, type TrailShown } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Hash } from "../../../parts/hash";
import { Page } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { RevealPage } from "../../../parts/states";
import { useClock } from "../../../parts/time";
import { Compensate } from "../compensations/Compensate";
import { MadeGood } from "../compensations/MadeGood";
import { Reverse } from "../redemptions/Reverse";
import { Revoke, Revoking } from "../revocations/Revoke";
import { Suspend } from "../suspensions/Suspend";
import { Answers } from "./Answers";
import { Moves } from "./Moves";
import { type Stage, stagesOf } from "./stages";
import own from "./trail.module.css";

export function TrailPage({ id }: { id: string }) {
  const { t } = useWords();
  const clock = useClock();
  const reading = useRead(Trail, { id });
  return (
    <RevealPage
      crumb={t("trail.crumb")}
      up="/rights/entitlements"
      reading={reading}
      pick={(data) => data.trail}
    >
      {(trail: TrailShown) => (
        <Page
          crumb={t("trail.crumb")}
          up="/rights/entitlements"
          action={
            <Group gap="xs">
              <Compensate
                right={{ ...trail.entitlement, name: trail.entitlement.skuName }}
                done={reading.again}
              />
              <Suspend right={trail.entitlement} done={reading.again} />
              <Revoke right={trail.entitlement} done={reading.again} />
            </Group>
          }
          title={trail.entitlement.skuName}
          lead={`${trail.entitlement.clientName} · ${trail.entitlement.stateName}`}
        >
          {trail.revocation && (
            <div className={own.waits}>
              <Revoking right={trail.entitlement} open={trail.revocation} done={reading.again} />
            </div>
          )}
          <MadeGood of={trail.compensations} right={trail.id} done={reading.again} />
          <p className={styles.muted}>
            {t("trail.fact.right")} <Hash of={trail.id} />
          </p>
          <ol className={own.trail}>
            {stagesOf(trail, { t, clock }).map((stage) => (
              <StageCard
                key={stage.key}
                stage={stage}
                name={trail.entitlement.skuName}
                again={reading.again}
              />
            ))}
          </ol>
          <Answers right={trail.id} form={trail.form} />
          <Moves moves={trail.moves} transfers={trail.transfers} />
        </Page>
      )}
    </RevealPage>
  );
}

interface StageProps {
  stage: Stage;
  name: string;
  again: () => void;
}

function StageCard({ stage, name, again }: StageProps) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <li className={own.stage} data-done={stage.done ? "" : undefined}>
      <div className={own.when}>
        {stage.at ? clock.exact(stage.at) : stage.done ? "·" : t("trail.notYet")}
        {stage.who && <div className={styles.muted}>{stage.who}</div>}
      </div>
      <div className={own.card}>
        <h2>
          {t(`trail.${stage.kind}`)}
          {stage.title && <span aria-hidden="true"> · </span>}
          {stage.link ? <Link href={stage.link}>{stage.title}</Link> : stage.title}
        </h2>
        <dl className={styles.facts}>
          {stage.facts.map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{t(`trail.fact.${name}`)}</dt>
              <dd>{value}</dd>
            </div>
          ))}
          {stage.folded?.map(([name, value]) => (
            <div key={name} style={{ display: "contents" }}>
              <dt>{t(`trail.fact.${name}`)}</dt>
              <dd>
                <Hash of={value} />
              </dd>
            </div>
          ))}
        </dl>
        {stage.use && (
          <div className={own.acts}>
            <Reverse use={stage.use} name={name} done={again} />
          </div>
        )}
      </div>
    </li>
  );
}
