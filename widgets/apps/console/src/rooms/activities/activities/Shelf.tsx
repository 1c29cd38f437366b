/** The shelf of templates: each with the first screen of its page, drawn from the very document when it comes into view. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { useInViewport } from "@mantine/hooks";
import { lazy, Suspense, useId, useState } from "react";
import { useRead } from "../../../api/ask";
import { ActivityTemplates, type ActivityTemplatesRow, TemplatePages } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import type { OwnFieldProps } from "../../../parts/form";
import styles from "./shelf.module.css";

const Picture = lazy(() =>
  import("@largesse/studio/picture").then((module) => ({ default: module.Picture })),
);
const SCALE = 0.36;
const SCREEN = 640;

export function Shelf({ label, value, put }: OwnFieldProps) {
  const name = useId();
  const reading = useRead(ActivityTemplates, {});
  const pages = useRead(TemplatePages, {});
  const documents = new Map(pages.data?.activityTemplates.map((one) => [one.key, one.document]));
  return (
    <fieldset className={styles.shelf}>
      <legend>{label}</legend>
      <ul>
        {reading.data?.activityTemplates.map((one) => (
          <Template
            key={one.key}
            of={one}
            document={documents.get(one.key)}
            group={name}
            chosen={one.key === value}
            choose={() => put(one.key)}
          />
        ))}
      </ul>
    </fieldset>
  );
}

interface TemplateProps {
  of: ActivityTemplatesRow;
  document: ActivityDocument | undefined;
  group: string;
  chosen: boolean;
  choose: () => void;
}

function Template({ of, document, group, chosen, choose }: TemplateProps) {
  const { locale } = useWords();
  const lead = useId();
  const { ref, inViewport } = useInViewport<HTMLLIElement>();
  const [seen, setSeen] = useState(false);
  if (inViewport && !seen) setSeen(true);
  return (
    <li ref={ref} data-chosen={chosen || undefined}>
      <label>
        <span className={styles.picture} aria-hidden="true" inert style={{ height: SCREEN * SCALE }}>
          {seen && document && (
            <Suspense fallback={null}>
              <Picture
                document={document}
                terms={null}
                locale={locale}
                label={of.title}
                height={SCREEN}
                scale={SCALE}
              />
            </Suspense>
          )}
        </span>
        <input type="radio" name={group} checked={chosen} aria-describedby={lead} onChange={choose} />
        {of.title}
      </label>
      <small id={lead}>{of.summary}</small>
    </li>
  );
}
