/** A cycle of a ranking: who stands where, as it stands or as it was settled, and what became of each place. */
import { Select } from "@mantine/core";
import { useRead } from "../../../api/ask";
import {
  Activity,
  type ActivityShown,
  RankingPlaces,
  type RankingPlacesRow,
  Rankings,
  type RankingsRow,
} from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { useFilter } from "../../../parts/address";
import { choicesOf } from "../../../parts/choices";
import { When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page } from "../../../parts/page";
import { Empty, Reveal, RevealPage } from "../../../parts/states";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";
import { cycleIn } from "./Rankings";

const STATES = ["given", "waiting", "passed_over", "none"];

interface At {
  id: string;
  play: string;
  cycle: string;
}

export function RankingPage(at: At) {
  const { t } = useWords();
  const reading = useRead(Activity, { id: at.id });
  return (
    <RevealPage
      crumb={t("place.activities")}
      up="/activities"
      reading={reading}
      pick={(data) => data.activity}
    >
      {(activity: ActivityShown) => <Found activity={activity} at={at} />}
    </RevealPage>
  );
}

function Found({ activity, at }: { activity: ActivityShown; at: At }) {
  const { t } = useWords();
  const reading = useRead(Rankings, { activity: activity.id });
  return (
    <Reveal reading={reading} pick={(data) => data.rankings}>
      {(rows: RankingsRow[]) => {
        const ranking = rows.find((one) => one.play === at.play);
        return ranking ? (
          <Shown activity={activity} ranking={ranking} cycle={at.cycle} />
        ) : (
          <Page crumb={activity.title} up={`/activities/${activity.id}`} title={t("ranking.places")}>
            <Empty title={t("ranking.places.missing")} teach={t("ranking.places.missing.teach")} />
          </Page>
        );
      }}
    </Reveal>
  );
}

interface ShownProps {
  activity: ActivityShown;
  ranking: RankingsRow;
  cycle: string;
}

function Shown({ activity, ranking, cycle }: ShownProps) {
  const { t } = useWords();
  const clock = useClock();
  const { may } = useSigned();
  const [state, setState] = useFilter("state");
  const list = useList(
    RankingPlaces,
    (data) => data.rankingPlaces,
    { activity: activity.id, play: ranking.play, cycle, state: state || null },
    { sort: "place" },
  );
  const open = list.pages?.edges.some(({ node }) => node.standing) ?? false;
  const title = t("ranking.places.title", { title: ranking.title, cycle: cycleIn(cycle, t) });
  return (
    <Page
      crumb={activity.title}
      up={`/activities/${activity.id}`}
      title={title}
      lead={t(open ? "ranking.places.lead.open" : "ranking.places.lead.settled")}
    >
      <RecordList
        {...list}
        label={t("ranking.places")}
        placeholder={t("ranking.places.search")}
        unfound={t("ranking.places.unfound")}
        filtered={state !== ""}
        keyOf={(row: RankingPlacesRow) => String(row.nr)}
        open={(row) =>
          row.entitlement && may("rights.view")
            ? `/trail/${row.entitlement}`
            : may("audience.read_clients")
              ? `/clients/${row.client}`
              : null
        }
        tools={
          !open && (
            <Select
              aria-label={t("ranking.places.state")}
              placeholder={t("ranking.places.state")}
              clearable
              size="xs"
              w={150}
              value={state || null}
              onChange={(next) => setState(next ?? "")}
              data={choicesOf(t, "ranking.places.state", STATES)}
            />
          )
        }
        file={{ name: `${title}-${activity.slug}` }}
        columns={[
          {
            head: "ranking.place.place",
            cell: (row) => grouped(row.place),
            text: (row) => row.place,
            sorts: "place",
          },
          { head: "ranking.place.client", text: (row) => row.clientName },
          {
            head: "ranking.place.score",
            cell: (row) => grouped(row.score),
            text: (row) => row.score,
            right: true,
          },
          { head: "ranking.place.outcome", text: (row) => row.outcome },
          { head: "ranking.place.state", text: (row) => t(`ranking.became.${row.state}`), words: true },
          {
            head: "ranking.place.at",
            cell: (row) => <When at={row.at} />,
            text: (row) => (row.at ? clock.exact(row.at) : ""),
            right: true,
          },
        ]}
        empty={{ title: t("ranking.places.empty"), teach: t("ranking.places.empty.teach") }}
      />
    </Page>
  );
}
