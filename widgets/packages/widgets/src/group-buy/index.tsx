import type { GroupBuyProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Friends, figure, type Team } from "../friends/team";

const SHOWN = 10;
/** Seats before anybody has begun: how many it takes is in the terms. */
const SEATS = 3;

function Seats({ team }: { readonly team: Team | null }) {
  const { say } = useKit();
  const needed = team?.needed ?? SEATS;
  const came = team?.friends ?? [];
  const free = Math.max(0, Math.min(SHOWN, needed) - came.length);
  const more = needed - Math.max(came.length, Math.min(SHOWN, needed));
  return (
    <ul className="lg-group-buy__seats" aria-label={say("widgets.group-buy.seats")}>
      <li className="is-leader">
        <i aria-hidden="true">{say("widgets.group-buy.i")}</i>
        <small>{say("widgets.group-buy.leader")}</small>
      </li>
      {came.map((one, at) => (
        <li key={at} className="is-taken">
          <i aria-hidden="true">{[...one.maskedName][0]}</i>
          <small>{one.maskedName}</small>
          {team?.packet ? <b>{`+${figure(one.amount)}`}</b> : null}
        </li>
      ))}
      {Array.from({ length: free }, (_, at) => (
        <li key={`free-${at}`}>
          <i aria-hidden="true">+</i>
          <small>{say("widgets.group-buy.free")}</small>
        </li>
      ))}
      {more > 0 ? <li className="lg-group-buy__more">{`+${more}`}</li> : null}
    </ul>
  );
}

export default function GroupBuy({ id, props }: WidgetProps<GroupBuyProps>) {
  return <Friends id={id} type="group-buy" props={props} picture={(team) => <Seats team={team} />} />;
}
