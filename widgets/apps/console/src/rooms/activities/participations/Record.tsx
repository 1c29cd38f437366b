/** One decided attempt as its record keeps it, and where it leads. */
import { Button, Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Participation, type ParticipationShown } from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { When } from "../../../parts/figures";
import { Hash } from "../../../parts/hash";
import { FactList } from "../../../parts/page";
import { Side } from "../../../parts/side";
import { Reveal } from "../../../parts/states";

export function Record({ id, back }: { id: string; back: string }) {
  const { t } = useWords();
  const reading = useRead(Participation, { id });
  return (
    <Side title={reading.data?.participation?.clientName ?? t("participations.title")} back={back}>
      <Reveal reading={reading} pick={(data) => data.participation}>
        {(found: ParticipationShown) => <Shown of={found} />}
      </Reveal>
    </Side>
  );
}

function Shown({ of }: { of: ParticipationShown }) {
  const { t } = useWords();
  const { may } = useSigned();
  return (
    <>
      <FactList
        facts={[
          ["at", <When key="at" at={of.at} />],
          ["participations.play", of.playTitle],
          ["participations.outcome", t(`played.${of.outcome}`)],
          ["participations.drawn", of.drawnTitle],
          ["participations.given", of.givenTitle],
          ["participations.nonce", grouped(of.nonce)],
          ["participations.number", of.number == null ? "–" : <code key="number">{of.number}</code>],
          ["participations.asked", of.asked ? <code key="asked">{of.asked}</code> : "–"],
          ["participations.basis", of.basis ? <code key="basis">{of.basis}</code> : "–"],
          ["participations.odds", <Hash key="odds" of={of.oddsHash} />],
          ["participations.revision", <Hash key="revision" of={of.revisionHash} />],
          ["participations.commit", of.commit ? <Hash key="commit" of={of.commit} /> : "–"],
          [
            "participations.revealed",
            of.revealed ? <Hash key="revealed" of={of.revealed} /> : t("participations.revealed.later"),
          ],
        ]}
      />
      <Group gap="xs" mt="md">
        {of.entitlement && may("rights.view") && (
          <Link href={`/trail/${of.entitlement}`} asChild>
            <Button component="a" variant="default">
              {t("participations.right")}
            </Button>
          </Link>
        )}
        {may("audience.read_clients") && (
          <Link href={`/clients/${of.client}`} asChild>
            <Button component="a" variant="default">
              {t("participations.to.client")}
            </Button>
          </Link>
        )}
      </Group>
    </>
  );
}
