import type { HeroProps } from "@largesse/contracts";
import { safePicture } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";

export default function Hero({ props }: WidgetProps<HeroProps>) {
  const { pick } = useKit();
  const picture = safePicture(props.image);
  const eyebrow = pick(props.eyebrow);
  const subtitle = pick(props.subtitle);
  const look = `lg-hero--${props.ratio ?? "tall"} lg-hero--${props.align ?? "center"}`;
  return (
    <header className={`lg-hero ${look} lg-hero--${picture ? "pictured" : "drawn"}`}>
      <img className="lg-hero__art" src={picture ?? "/art/moonrise.svg"} alt="" width="780" height="900" />
      <div className="lg-hero__frame">
        {eyebrow ? <p className="lg-hero__eyebrow">{eyebrow}</p> : null}
        <h1 className="lg-hero__title">{pick(props.title)}</h1>
        {subtitle ? <p className="lg-hero__subtitle">{subtitle}</p> : null}
      </div>
    </header>
  );
}
