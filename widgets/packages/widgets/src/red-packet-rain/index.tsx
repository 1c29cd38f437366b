import type { RedPacketRainProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useEffect, useState } from "react";
import type { Act } from "../draw/act";
import { Draw, Face } from "../draw/draw";

const PACKETS = Array.from({ length: 12 }, (_, at) => at);

/** Packets that fall; touching one is only for joy and is counted before one's eyes only. */
function Sky({ motion }: { readonly motion: Act["motion"] }) {
  const { say } = useKit();
  const [caught, setCaught] = useState<readonly number[]>([]);
  const falls = motion === "asking" || motion === "landing";
  useEffect(() => {
    if (falls) setCaught([]);
  }, [falls]);
  const touch = ({ target }: { readonly target: EventTarget }): void => {
    const packet = (target as Element).closest("[data-packet]")?.getAttribute("data-packet");
    if (falls && packet) setCaught((old) => [...old, Number(packet)]);
  };
  return (
    <div className="lg-red-packet-rain__sky" onPointerDown={touch}>
      {PACKETS.map((at) => (
        <div
          key={at}
          data-packet={at}
          className={`lg-red-packet-rain__packet${caught.includes(at) ? " is-caught" : ""}`}
        >
          <svg viewBox="0 0 36 48" aria-hidden="true">
            <rect width="36" height="48" rx="4" />
            <path d="M0 12Q18 28 36 12" />
            <circle cx="18" cy="20" r="6" />
          </svg>
        </div>
      ))}
      {caught.length > 0 && falls ? (
        <span className="lg-red-packet-rain__caught">
          {say("widgets.red-packet-rain.caught", { units: caught.length })}
        </span>
      ) : null}
    </div>
  );
}

export default function RedPacketRain({ id, props }: WidgetProps<RedPacketRainProps>) {
  return (
    <Draw
      id={id}
      type="red-packet-rain"
      props={props}
      picture={({ motion, played }) => (
        <>
          <Sky motion={motion} />
          <Face play={props.play} played={played} />
        </>
      )}
    />
  );
}
