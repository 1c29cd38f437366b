/** The picture of a page, once it is known what its clients are told. */
import type { ActivityDocument } from "@largesse/contracts/documents";
import { lazy, Suspense } from "react";
import { useRead } from "../../../api/ask";
import { ActivityTerms } from "../../../api/documents_gen";
import { useWords } from "../../../copy";

const Picture = lazy(() =>
  import("@largesse/studio/picture").then((module) => ({ default: module.Picture })),
);

interface PagePictureProps {
  document: ActivityDocument;
  label: string;
  scale?: number;
}

export function PagePicture({ document, label, scale }: PagePictureProps) {
  const { locale } = useWords();
  const { data, trouble } = useRead(ActivityTerms, { document });
  if (!data && !trouble) return null;
  return (
    <Suspense fallback={null}>
      <Picture
        document={document}
        terms={data?.activityTerms ?? null}
        locale={locale}
        label={label}
        height={1100}
        scale={scale}
      />
    </Suspense>
  );
}
