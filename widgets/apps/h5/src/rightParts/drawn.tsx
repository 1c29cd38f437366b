/** A right that was drawn: the way to the page on which its draw is checked. */
import { useKit, useOwn } from "@largesse/kit";
import type { RightPartProps } from "../rightPart";
import { start } from "../start";

export default function Drawn({ right }: RightPartProps) {
  const { say } = useKit();
  const { data } = useOwn<{ readonly drawReceipt: object | null }>("draw-receipt", { of: right.id });
  const { slug } = start.facts;
  if (!slug || !data?.drawReceipt) return null;
  return (
    <a className="lg-plain" href={`/a/${slug}/d/${right.id}${location.search}`}>
      {say("h5.proof.check")}
    </a>
  );
}
