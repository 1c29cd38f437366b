/** Who took part in an activity: found by client, narrowed, each leading to its record and to the right's trail. */
import { outcomesOf } from "@largesse/kernel";
import { Select, TextInput } from "@mantine/core";
import { useMemo } from "react";
import { useRead } from "../../../api/ask";
import {
  Activity,
  type ActivityShown,
  Participations,
  type ParticipationsRow,
} from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { choicesOf } from "../../../parts/choices";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { RevealPage } from "../../../parts/states";
import { type Clock, useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { Record } from "./Record";

const OUTCOMES = ["win", "fallback", "none"];

export function ParticipationsPage({ id, draw }: { id: string; draw?: string | undefined }) {
  const { t } = useWords();
  const reading = useRead(Activity, { id });
  return (
    <RevealPage
      crumb={t("place.activities")}
      up="/activities"
      reading={reading}
      pick={(data) => data.activity}
    >
      {(activity: ActivityShown) => <Shown activity={activity} draw={draw} />}
    </RevealPage>
  );
}

function Shown({ activity, draw }: { activity: ActivityShown; draw: string | undefined }) {
  const { t } = useWords();
  const clock = useClock();
  const [play, setPlay] = useFilter("play");
  const [prize, setPrize] = useFilter("prize");
  const [outcome, setOutcome] = useFilter("outcome");
  const [day, setDay] = useFilter("day");
  const which = useMemo(() => {
    const whole = /^\d{4}-\d{2}-\d{2}$/.test(day);
    return {
      play: play || null,
      prize: prize || null,
      outcome: outcome || null,
      since: whole ? clock.instant(`${day}T00:00`) : null,
      until: whole ? clock.instant(`${dayAfter(day, clock)}T00:00`) : null,
    };
  }, [play, prize, outcome, day, clock]);
  const list = useList(
    Participations,
    (data) => data.participations,
    { activity: activity.id, which },
    { sort: "-at" },
  );
  const here = `/activities/${activity.id}/participations`;
  return (
    <Page
      crumb={activity.title}
      up={`/activities/${activity.id}`}
      title={t("participations.title")}
      lead={t("participations.lead")}
    >
      <RecordList
        {...list}
        label={t("participations.title")}
        placeholder={t("participations.search")}
        unfound={t("participations.unfound")}
        filtered={[play, prize, outcome, day].some((one) => one !== "")}
        keyOf={(row: ParticipationsRow) => row.id}
        openId={draw}
        open={(row) => `${here}/${row.id}`}
        tools={
          <>
            <Choice
              name="outcome"
              value={outcome}
              choose={setOutcome}
              data={choicesOf(t, "played", OUTCOMES)}
            />
            <Plays activity={activity} play={play} setPlay={setPlay} prize={prize} setPrize={setPrize} />
            <TextInput
              type="date"
              size="xs"
              aria-label={t("participations.day")}
              value={day}
              onChange={(event) => setDay(event.currentTarget.value)}
            />
          </>
        }
        file={{ name: `${t("participations.title")}-${activity.slug}` }}
        columns={[
          {
            head: "participations.client",
            cell: (row) => row.clientName,
            text: (row) => row.clientName,
          },
          { head: "participations.play", text: (row) => row.playTitle },
          { head: "participations.outcome", text: (row) => t(`played.${row.outcome}`) },
          { head: "participations.drawn", text: (row) => row.drawnTitle },
          { head: "participations.given", text: (row) => row.givenTitle },
          {
            head: "at",
            cell: (row) => <When at={row.at} />,
            text: (row) => clock.exact(row.at),
            sorts: "at",
            right: true,
          },
        ]}
        empty={{ title: t("participations.empty"), teach: t("participations.empty.teach") }}
      />
      {draw && <Record id={draw} back={here} />}
    </Page>
  );
}

const dayAfter = (day: string, clock: Clock): string => clock.today(Date.parse(clock.endOf(day)) + 1_000);

interface ChoiceProps {
  name: string;
  value: string;
  choose: (value: string) => void;
  data: Array<{ value: string; label: string }>;
}

function Choice({ name, value, choose, data }: ChoiceProps) {
  const { t } = useWords();
  return (
    <Select
      aria-label={t(`participations.${name}`)}
      placeholder={t(`participations.${name}`)}
      clearable
      size="xs"
      w={150}
      value={value || null}
      onChange={(next) => choose(next ?? "")}
      data={data}
    />
  );
}

interface PlaysProps {
  activity: ActivityShown;
  play: string;
  setPlay: (value: string) => void;
  prize: string;
  setPrize: (value: string) => void;
}

function Plays({ activity, play, setPlay, prize, setPrize }: PlaysProps) {
  const { of } = useWords();
  const plays = activity.publishedDocument?.plays ?? [];
  const prizes = new Map(
    plays
      .filter((one) => play === "" || one.id === play)
      .flatMap((one) => outcomesOf(one.decide).map((item) => [item.id, of(item.title)] as const)),
  );
  return (
    <>
      {plays.length > 1 && (
        <Choice
          name="play"
          value={play}
          choose={setPlay}
          data={plays.map((one) => ({ value: one.id, label: of(one.title) }))}
        />
      )}
      <Choice
        name="prize"
        value={prize}
        choose={setPrize}
        data={[...prizes].map(([value, label]) => ({ value, label }))}
      />
    </>
  );
}
