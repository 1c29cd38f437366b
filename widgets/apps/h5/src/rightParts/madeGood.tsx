/** Where a right comes from that makes another good, and what made this one good: a plain line each. */
import { useKit, useOwn } from "@largesse/kit";
import type { RightPart } from "../rightPart";

interface MadeGood {
  readonly given: boolean;
  readonly title: string;
  readonly points: number | null;
  readonly note: string;
}

const Made: RightPart = ({ right }) => {
  const { say } = useKit();
  const { data } = useOwn<{ readonly right: { readonly madeGood: readonly MadeGood[] } | null }>("madeGood", {
    id: right.id,
  });
  const made = data?.right?.madeGood ?? [];
  if (made.length === 0) return null;
  return (
    <section className="lg-right__part">
      {made.map(({ given, title, points, note }) => (
        <p key={String(given)} className="lg-right__note">
          {given
            ? say("h5.made.for", { title })
            : points === null
              ? say("h5.made.by", { title })
              : say("h5.made.points", { title, points })}
          {note ? ` ${note}` : ""}
        </p>
      ))}
    </section>
  );
};

export default Made;
