import type { ImageProps } from "@largesse/contracts";
import { safePicture } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";

export default function Image({ props }: WidgetProps<ImageProps>) {
  const { pick } = useKit();
  const picture = safePicture(props.src);
  const caption = pick(props.caption);
  return (
    <figure className="lg-image">
      <div className={`lg-image__frame lg-image__frame--${(props.ratio ?? "16:9").replace(":", "-")}`}>
        {picture ? <img src={picture} alt={pick(props.alt)} loading="lazy" decoding="async" /> : null}
      </div>
      {caption ? <figcaption className="lg-image__caption">{caption}</figcaption> : null}
    </figure>
  );
}
