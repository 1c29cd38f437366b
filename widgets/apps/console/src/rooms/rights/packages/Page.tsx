/** One package beside its list: its batches, to whom it was given, and what can be done with it. */
import { Group } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { RightsPackage, type RightsPackageShown, SteerPackage } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Count, When } from "../../../parts/figures";
import { GivePackageForm } from "../../../parts/givePackage";
import { FactList, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Side } from "../../../parts/side";
import { Empty, Reveal } from "../../../parts/states";
import { Status } from "../../../parts/status";
import { Steps } from "../../../parts/steps";
import { Table } from "../../../parts/table";

export function PackageSide({ id, changed }: { id: string; changed: () => void }) {
  const { t } = useWords();
  const reading = useRead(RightsPackage, { id });
  const again = () => {
    reading.again();
    changed();
  };
  return (
    <Side title={reading.data?.rightsPackage?.name ?? t("packages.name")} back="/rights/packages" size={700}>
      <Reveal reading={reading} pick={(data) => data.rightsPackage}>
        {(found: RightsPackageShown) => (
          <>
            {found.picture && (
              <img
                src={found.picture}
                alt={found.pictureAlt || found.name}
                style={{ maxWidth: "100%", maxHeight: 160 }}
              />
            )}
            <FactList
              facts={[
                ["code", <code key="code">{found.code}</code>],
                ["state", <Status key="state" of={found.state} />],
                ["packages.count", <Count key="count" of={found.unitCount} />],
                ["packages.given", <Count key="given" of={found.given} />],
                ["packages.enough", <Count key="enough" of={found.enoughFor} />],
                ["unit", found.unitName],
              ]}
            />
            <Steer of={found} again={again} />
            <Items of={found} />
            <Gifts of={found} />
          </>
        )}
      </Reveal>
    </Side>
  );
}

function Steer({ of, again }: { of: RightsPackageShown; again: () => void }) {
  const may = (act: string) => of.actions.includes(act);
  return (
    <Group mt="lg" gap="xs">
      {may("give") && <GivePackageForm primary of={of.id} done={again} />}
      <Steps
        steps={["stop", "reopen"]}
        actions={of.actions}
        family="packages"
        facts={{ name: of.name }}
        document={SteerPackage}
        ask={{ package: of.id }}
        done={again}
      />
    </Group>
  );
}

const FIGURES = ["packages.units", "batches.free"];

function Items({ of }: { of: RightsPackageShown }) {
  const { t } = useWords();
  return (
    <Section title={t("packages.items")}>
      <Table label={t("packages.items")}>
        <thead>
          <tr>
            {["batches.batch", ...FIGURES, "state"].map((head) => (
              <th key={head} scope="col" className={FIGURES.includes(head) ? styles.right : undefined}>
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.items.map((item) => (
            <tr key={item.batch}>
              <td>
                <Link href={`/rights/batches/${item.batch}`}>{item.name}</Link>
              </td>
              <td className={styles.right}>
                <Count of={item.units} />
              </td>
              <td className={styles.right}>
                <Count of={item.free} />
              </td>
              <td>
                <Status of={item.state} />
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </Section>
  );
}

function Gifts({ of }: { of: RightsPackageShown }) {
  const { t } = useWords();
  return (
    <Section title={t("packages.gifts")}>
      {of.gifts.length === 0 ? (
        <Empty title={t("packages.gifts.empty")} />
      ) : (
        <Table label={t("packages.gifts")} words>
          <thead>
            <tr>
              {["entitlements.holder", "at", "packages.giver", "reason"].map((head) => (
                <th key={head} scope="col">
                  {t(head)}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>
            {of.gifts.map((gift) => (
              <tr key={gift.id}>
                <td>
                  <Link href={`/clients/${gift.clientId}`}>{gift.clientName}</Link>
                </td>
                <td>
                  <When at={gift.at} />
                </td>
                <td>{gift.giverName}</td>
                <td>{gift.reason}</td>
              </tr>
            ))}
          </tbody>
        </Table>
      )}
    </Section>
  );
}
