/** Plays: each added with the way in which it is decided. */
import { useEffect, useRef } from "react";
import { useDesk, useDocument } from "../desk";
import { Adding } from "../parts/Adding";
import { At, goTo } from "../parts/At";
import { useWords } from "../words";
import { choicesOf } from "./Deciding";
import { newPlay } from "./edits";
import { Card } from "./fields";
import { OnePlay } from "./OnePlay";

export function Plays() {
  const { t } = useWords();
  const plays = useDocument((document) => document.plays);
  const { edit, editable } = useDesk();
  const added = useRef(false);
  const last = plays.length - 1;
  useEffect(() => {
    if (added.current) goTo(`/plays/${last}/title`);
    added.current = false;
  }, [last]);
  return (
    <Card
      id="plays"
      title={t("plays.title")}
      lead={t("plays.lead")}
      action={
        editable && (
          <Adding
            label={t("plays.add")}
            choices={choicesOf(t)}
            add={(op) => {
              added.current = true;
              edit((d) => void d.plays.push(newPlay(d, op)));
            }}
          />
        )
      }
    >
      <At part="plays">
        {plays.map((play, at) => (
          <At key={play.id} part={at}>
            <OnePlay play={play} at={at} />
          </At>
        ))}
      </At>
    </Card>
  );
}
