import type { DisclosureProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";

export default function Disclosure({ props }: WidgetProps<DisclosureProps>) {
  const { facts, pick, say } = useKit();
  return (
    <details className="lg-disclosure" id="rules" open={props.open ?? false}>
      <summary className="lg-disclosure__title">
        {pick(props.title) || say("widgets.disclosure.title")}
      </summary>
      <dl className="lg-disclosure__terms">
        {facts.disclosure.map(([field, words]) => (
          <div key={field}>
            <dt>{say(`widgets.disclosure.${field}`)}</dt>
            <dd>{words}</dd>
          </div>
        ))}
      </dl>
    </details>
  );
}
