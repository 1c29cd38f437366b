import type { PlaceCheckInProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useEffect, useState } from "react";
import { Frame, Go } from "../standing/parts";
import { mayGo, tell, useStanding } from "../standing/standing";

const TYPE = "place-check-in";
const DIGITS = 12;
const GROUP = /\d{4}(?=\d)/g;
const IN_LINK = /[?&]c=([^&#]+)/;

/** The digits of a code, however they were scanned, pasted, also as the whole link, or typed. */
const digitsOf = (text: string): string =>
  (IN_LINK.exec(text)?.[1] ?? text).normalize("NFKC").replace(/\D/g, "").slice(0, DIGITS);

/**
 * A code of the place where the client is: brought by the link that the phone's camera opened, or typed by hand. The
 * link starts nothing: the client presses, and who it is, is asked first.
 */
export default function PlaceCheckIn({ id, props }: WidgetProps<PlaceCheckInProps>) {
  const kit = useKit();
  const { say } = kit;
  const at = useStanding(TYPE, props.play);
  const [digits, setDigits] = useState("");
  const [scanned, setScanned] = useState("");
  useEffect(() => {
    const brought = digitsOf(new URLSearchParams(location.search).get("c") ?? "");
    setDigits(brought);
    setScanned(brought);
  }, []);
  const over = at.took !== null || !mayGo(kit, props.play);
  /** A draft has no codes: there it is pressed without one. */
  const draft = kit.sample !== undefined || kit.facts.phase === "preview";
  const send = async (): Promise<void> =>
    tell(kit, props.play, await at.take(digits ? { "scan.code": [digits] } : {}));
  const brought = digits !== "" && digits === scanned;
  return (
    <Frame id={id} type={TYPE} props={props} at={at}>
      {over ? null : (
        <label className="lg-place-check-in__code">
          <span>{say(`widgets.place-check-in.${brought ? "scanned" : "type"}`)}</span>
          <input
            inputMode="numeric"
            autoComplete="off"
            placeholder="0000 0000 0000"
            readOnly={kit.editing}
            value={digits.replace(GROUP, "$& ")}
            onInput={(event) => setDigits(digitsOf(event.currentTarget.value))}
          />
        </label>
      )}
      <Go
        id={id}
        type={TYPE}
        props={props}
        at={at}
        stop={over || draft || digits.length === DIGITS ? undefined : say("widgets.place-check-in.short")}
        done={at.took ? say("widgets.place-check-in.done") : ""}
        press={() => void send()}
      />
    </Frame>
  );
}
