/** The studio's door: opens the draft and gives the editor its ports. */
import { lazy, Suspense, useMemo, useState } from "react";
import { useClient } from "urql";
import { useLocation } from "wouter";
import { useAsk, useRead } from "../../../api/ask";
import { Activity, type ActivityShown, SubmitRevision } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { useSigned } from "../../../frame/session";
import { Reveal, Waiting } from "../../../parts/states";
import { SimulationPanel } from "../simulations/Panel";
import { portsOf } from "./ports";

const Studio = lazy(() => import("@largesse/studio").then((module) => ({ default: module.Studio })));

export function StudioPage({ id }: { id: string }) {
  const reading = useRead(Activity, { id });
  return (
    <Reveal reading={reading} pick={(data) => data.activity}>
      {(activity: ActivityShown) => <Opened key={activity.id} activity={activity} />}
    </Reveal>
  );
}

/** The first reading stays: later readings must not pull the draft from under the hands. */
function Opened({ activity }: { activity: ActivityShown }) {
  const { locale, t } = useWords();
  const client = useClient();
  const [, go] = useLocation();
  const { person } = useSigned();
  const submit = useAsk(SubmitRevision);
  const [first] = useState(activity);
  const version = useMemo(() => ({ now: first.draftVersion }), [first]);
  const ports = useMemo(
    () =>
      portsOf(client, first.id, version, t, async () => {
        const answer = await submit.run(
          { ask: { activity: first.id, draftVersion: version.now } },
          t("activity.submitted"),
        );
        return answer !== null;
      }),
    [client, first.id, version, t, submit.run],
  );
  const { id, slug, document, actions } = first;
  return (
    <Suspense fallback={<Waiting />}>
      <Studio
        activity={{ id, slug, document, version: version.now, actions, author: person.id }}
        ports={ports}
        simulation={<SimulationPanel activity={id} />}
        locale={locale}
        leave={() => go(`/activities/${id}`)}
      />
    </Suspense>
  );
}
