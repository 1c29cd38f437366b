/** One offer of the mall beside its list: price, stock and use, and what can be done with it. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { PointsOffer, type PointsOfferShown, SteerPointsOffer } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Amount, Count } from "../../../parts/figures";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { useClock } from "../../../parts/time";

const STEPS = ["stop", "resume"] as const;

export function OfferSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(PointsOffer, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.pointsOffer?.title ?? t("mall.offer")} back="/rights/points/mall">
      <Reveal reading={reading} pick={(data) => data.pointsOffer}>
        {(offer: PointsOfferShown) => (
          <>
            <Facts of={offer} />
            <Group mt="lg" gap="xs">
              {STEPS.filter((step) => offer.actions.includes(step)).map((step) => (
                <AskConfirm
                  key={step}
                  label={t(`mall.${step}`)}
                  says={t(`mall.${step}.says`, { name: offer.title })}
                  danger={step === "stop"}
                  reason="required"
                  document={SteerPointsOffer}
                  ask={{ offer: offer.id, step: step.toUpperCase() as Uppercase<typeof step> }}
                  said={t(`mall.${step}.done`, { name: offer.title })}
                  done={again}
                />
              ))}
            </Group>
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Facts({ of }: { of: PointsOfferShown }) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <FactList
      facts={[
        ["mall.offer", of.title],
        [
          "mall.batch",
          <Link key="batch" href={`/rights/batches/${of.batch}`}>
            {of.batchCode}
          </Link>,
        ],
        ["mall.kind", of.kindName],
        ["mall.price", <Count key="price" of={of.pricePoints} />],
        ["rights.market", <Amount key="worth" of={of.worth} />],
        ["mall.clientMax", of.clientMax ?? t("mall.unlimited")],
        ["mall.free", <Count key="free" of={of.free} />],
        ["mall.uses", <Count key="uses" of={of.uses} />],
        ["mall.returns", <Count key="returns" of={of.returns} />],
        ["mall.window", clock.days(of.startsAt, of.endsAt)],
        ["state", <Status key="state" of={of.state} />],
        ["unit", of.unitName],
      ]}
    />
  );
}
