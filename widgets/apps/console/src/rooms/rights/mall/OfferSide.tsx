/** One offer of the mall beside its list: price, stock and use, and what can be done with it. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { PointsOffer, type PointsOfferShown, SteerPointsOffer } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Amount, Count } from "../../../parts/figures";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { useClock } from "../../../parts/time";

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
              <Steps
                steps={["stop", "resume"]}
                actions={offer.actions}
                family="mall"
                facts={{ name: offer.title }}
                document={SteerPointsOffer}
                ask={{ offer: offer.id }}
                done={again}
              />
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
        [
          "mall.clientMax",
          of.clientMax === null ? t("mall.unlimited") : <Count key="max" of={of.clientMax} />,
        ],
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
