/** A package is given to a client: from the client's page, or from the package's own. */

import { GivePackage } from "../api/documents_gen";
import { useWords } from "../copy";
import { AskForm } from "./form";

interface GivePackageProps {
  /** To whom, where that is known already. */
  client?: string;
  /** What, where that is known already. */
  of?: string;
  primary?: boolean;
  done: () => void;
}

export function GivePackageForm({ client, of, primary = false, done }: GivePackageProps) {
  const { t } = useWords();
  return (
    <AskForm
      primary={primary}
      label={t("packages.give")}
      lead={t("packages.give.lead")}
      document={GivePackage}
      said={t("packages.give.done")}
      done={done}
      toAsk={(values) => ({ ...(client ? { client } : {}), ...(of ? { package: of } : {}), ...values })}
      fields={[
        ...(of
          ? []
          : [
              {
                name: "package",
                label: "packages.package",
                kind: "record" as const,
                record: { kind: "package" as const },
              },
            ]),
        ...(client
          ? []
          : [
              {
                name: "client",
                label: "entitlements.holder",
                kind: "record" as const,
                record: { kind: "client" as const },
              },
            ]),
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
