import type { ButtonProps } from "@largesse/contracts";
import { isOpen, safeLink } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";
import { useState } from "react";

export default function Button({ props }: WidgetProps<ButtonProps>) {
  const kit = useKit();
  const [busy, setBusy] = useState(false);
  const look = `lg-button lg-button--${props.look ?? "primary"}`;
  const label = kit.pick(props.label);
  const shut = props.does === "play" && !isOpen(kit.facts.phase);
  if (props.does === "link") {
    return (
      <a
        className={look}
        href={(!kit.editing && safeLink(props.href)) || undefined}
        rel="noreferrer noopener"
      >
        {label}
      </a>
    );
  }
  const act = async (): Promise<void> => {
    if (kit.editing) return;
    if (props.does !== "play") {
      kit.open({ to: props.does as "rights" | "rules" | "adviser" });
      return;
    }
    setBusy(true);
    const played = props.play ? await kit.play(props.play) : null;
    setBusy(false);
    if (played) await kit.finish(played);
  };
  return (
    <button type="button" className={look} disabled={busy || shut} onClick={act}>
      {label}
    </button>
  );
}
