/** What the adviser wrote when he handed the right over, in the language that he wrote it in. */
import { day, useKit, useOwn } from "@largesse/kit";
import type { Right } from "../held";

interface Note {
  readonly words: string;
  readonly locale: string;
  readonly adviser: string;
  readonly at: string;
}

export default function AdviserNotePart({ right }: { readonly right: Right }) {
  const { say, locale, facts } = useKit();
  const { data } = useOwn<{ readonly right: { readonly note: Note | null } | null }>("adviser-note", {
    id: right.id,
  });
  const note = data?.right?.note;
  if (!note) return null;
  return (
    <figure className="lg-right__part lg-right__letter">
      <blockquote lang={note.locale}>{note.words}</blockquote>
      <figcaption>
        {[note.adviser && say("h5.note.by", { adviser: note.adviser }), day(note.at, locale, facts.tz)]
          .filter(Boolean)
          .join(" · ")}
      </figcaption>
    </figure>
  );
}
