import type { SectionProps } from "@largesse/contracts";
import { useKit, type WidgetProps } from "@largesse/kit";

export default function Section({ id, props, slots }: WidgetProps<SectionProps>) {
  const { pick } = useKit();
  const heading = pick(props.heading);
  const Content = slots.content;
  return (
    <section
      className={`lg-section lg-section--${props.tone ?? "card"}`}
      aria-labelledby={heading ? `${id}-h` : undefined}
    >
      {heading ? (
        <h2 className="lg-heading" id={`${id}-h`}>
          {heading}
        </h2>
      ) : null}
      {Content ? <Content className="lg-section__body" /> : null}
    </section>
  );
}
