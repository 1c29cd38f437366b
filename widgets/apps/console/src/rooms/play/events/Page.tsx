/** Events 事件: what other systems tell, which of it stands apart, the names, the sources and the files. */
import { useLocation } from "wouter";
import { useWords } from "../../../copy";
import { SideBySide } from "../../../parts/narrow";
import { Page } from "../../../parts/page";
import { EventFiles } from "./Files";
import { EventNames } from "./Names";
import { Received } from "./Received";
import { ReplayOfDay } from "./Replay";
import { EventSources } from "./Sources";

const TABS = ["received", "replay", "names", "sources", "files"];

export function EventsPage({ tab = "received", id }: { tab?: string | undefined; id?: string | undefined }) {
  const { t } = useWords();
  const [, go] = useLocation();
  return (
    <Page title={t("place.events")} lead={t("place.events.lead")}>
      <SideBySide
        tabs
        label={t("place.events")}
        family="events.tab"
        values={TABS}
        value={tab}
        choose={(next) => go(`/events/${next}`)}
      />
      {tab === "names" && <EventNames />}
      {tab === "sources" && <EventSources />}
      {tab === "files" && <EventFiles id={id} />}
      {tab === "replay" && <ReplayOfDay id={id} />}
      {tab === "received" && <Received id={id} />}
    </Page>
  );
}
