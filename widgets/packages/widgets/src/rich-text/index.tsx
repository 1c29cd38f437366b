import type { RichTextProps } from "@largesse/contracts";
import { type Block, rich, type Span } from "@largesse/kernel";
import { useKit, type WidgetProps } from "@largesse/kit";

function Words({ line }: { readonly line: readonly Span[] }) {
  return (
    <>
      {line.map((span, at) => {
        const key = `${at}${span.text}`;
        if (span.href) {
          return (
            <a key={key} href={span.href} rel="noreferrer noopener">
              {span.text}
            </a>
          );
        }
        return span.bold ? <strong key={key}>{span.text}</strong> : <span key={key}>{span.text}</span>;
      })}
    </>
  );
}

function Piece({ block }: { readonly block: Block }) {
  if (block.kind === "list") {
    return (
      <ul>
        {block.items.map((line) => (
          <li key={JSON.stringify(line)}>
            <Words line={line} />
          </li>
        ))}
      </ul>
    );
  }
  return (
    <p>
      {block.lines.map((line, at) => (
        <span className="lg-rich-text__line" key={`${at}${JSON.stringify(line)}`}>
          <Words line={line} />
        </span>
      ))}
    </p>
  );
}

export default function RichText({ props }: WidgetProps<RichTextProps>) {
  const { pick } = useKit();
  return (
    <div className={`lg-rich-text lg-rich-text--${props.align ?? "left"}`}>
      {rich(pick(props.body)).map((block, at) => (
        <Piece key={`${at}${block.kind}`} block={block} />
      ))}
    </div>
  );
}
