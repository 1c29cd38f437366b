import type { CheckInCalendarProps } from "@largesse/contracts";
import { isOpen } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Frame, Go } from "../standing/parts";
import { type Mark, type Standing, tell, toldOf, useStanding } from "../standing/standing";
import { daysShown, dayWords } from "./month";

const TYPE = "check-in-calendar";
const WEEK = [
  "2024-01-01",
  "2024-01-02",
  "2024-01-03",
  "2024-01-04",
  "2024-01-05",
  "2024-01-06",
  "2024-01-07",
];

interface CalendarProps {
  readonly at: Standing;
  readonly makeUp: (day: string) => void;
}

/** The month, day by day; a missed day that can be made up is a button. */
function Calendar({ at, makeUp }: CalendarProps) {
  const { say, locale, facts } = useKit();
  const { today = "", days = [], toMakeUp = [] } = at.of ?? {};
  if (!today) return null;
  const open = isOpen(facts.phase) && !at.busy;
  return (
    <>
      <p className="lg-check-in-calendar__month">
        {dayWords(today, locale, { year: "numeric", month: "long" })}
      </p>
      <ol className="lg-check-in-calendar__days">
        {WEEK.map((day) => (
          <li key={day} aria-hidden="true" className="is-head">
            {dayWords(day, locale, { weekday: "narrow" })}
          </li>
        ))}
        {daysShown(today, toMakeUp).map((day) => {
          const had = days.includes(day);
          const missed = toMakeUp.includes(day);
          const look = `${had ? "is-had " : ""}${day === today ? "is-today " : ""}${day.slice(0, 7) === today.slice(0, 7) ? "" : "is-other"}`;
          const named = dayWords(day, locale, { month: "long", day: "numeric" });
          return (
            <li key={day} className={look} aria-current={day === today ? "date" : undefined}>
              {missed ? (
                <button
                  type="button"
                  disabled={!open}
                  aria-label={say("widgets.check-in-calendar.make_up", { day: named })}
                  onClick={() => makeUp(day)}
                >
                  {Number(day.slice(8))}
                </button>
              ) : (
                <span>
                  {Number(day.slice(8))}
                  {had ? <span className="lg-unseen"> {say("widgets.check-in-calendar.had")}</span> : null}
                </span>
              )}
            </li>
          );
        })}
      </ol>
    </>
  );
}

/** The days in a row that bring more, and which of them were had. */
function Rail({ marks, run }: { readonly marks: readonly Mark[]; readonly run: number }) {
  const { say } = useKit();
  return (
    <ol className="lg-check-in-calendar__rail">
      {marks.map((mark) => (
        <li key={mark.id} className={mark.had ? "is-had" : ""}>
          <i aria-hidden="true">{mark.at}</i>
          <span>
            <b>{mark.title}</b>
            <small>
              {mark.had
                ? say("widgets.standing.had")
                : say("widgets.check-in-calendar.to_go", { units: Math.max(0, mark.at - run) })}
            </small>
          </span>
        </li>
      ))}
    </ol>
  );
}

export default function CheckInCalendar({ id, props }: WidgetProps<CheckInCalendarProps>) {
  const kit = useKit();
  const at = useStanding(TYPE, props.play);
  const run = at.figure("run");
  const today = at.figure("today") > 0;
  const makeUp = async (day: string): Promise<void> => tell(kit, props.play, await at.take({ day: [day] }));
  const made = toldOf(at.took, "day");
  const named = made ? dayWords(made, kit.locale, { month: "long", day: "numeric" }) : "";
  const left = at.figure("to_make_up_left");
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      <p className="lg-check-in-calendar__run">{kit.say("widgets.check-in-calendar.run", { units: run })}</p>
      <Calendar at={at} makeUp={(day) => void makeUp(day)} />
      {at.figure("to_make_up_max") > 0 ? (
        <p className="lg-check-in-calendar__note">
          {kit.say("widgets.check-in-calendar.left", { units: left })}
        </p>
      ) : null}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={today ? kit.say("widgets.check-in-calendar.today") : undefined}
        done={named ? kit.say("widgets.check-in-calendar.done", { day: named }) : ""}
      />
      <Rail marks={at.of?.marks ?? []} run={run} />
    </Frame>
  );
}
