import type { DisclosureProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";
import { Terms } from "../terms";

export default function Disclosure({ props }: WidgetProps<DisclosureProps>) {
  const { pick, say } = useKit();
  return (
    <details className="lg-disclosure" id="rules" open={props.open ?? false}>
      <summary className="lg-disclosure__title">
        {pick(props.title) || say("widgets.disclosure.title")}
      </summary>
      <Terms />
    </details>
  );
}
