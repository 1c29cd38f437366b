/** One client's points: what he has, his awards with their last day, his moves. */
import { useRead } from "../../../api/ask";
import {
  AwardPoints,
  PointsHolder,
  type PointsHolderShown,
  PointsMoves,
  TakePointsBack,
} from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { AskConfirm } from "../../../parts/askConfirm";
import { Count, FigureCard, When } from "../../../parts/figures";
import { AskForm } from "../../../parts/form";
import { RecordList } from "../../../parts/list";
import { Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { Empty, Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { useClock } from "../../../parts/time";
import { useList } from "../../../parts/useList";

type Award = PointsHolderShown["awards"][number];

export function PointsHolderPage({ id }: { id: string }) {
  const { t } = useWords();
  const clock = useClock();
  const reading = useRead(PointsHolder, { id });
  const moves = useList(PointsMoves, (data) => data.pointsMoves, { client: id });
  const again = () => {
    reading.again();
    moves.reading.again();
  };
  const shown = reading.data?.pointsHolder;
  return (
    <Page
      title={shown ? `${shown.name} · ${shown.externalId}` : t("points.client")}
      lead={shown?.unitName}
      crumb={t("place.points")}
      up="/rights/points/clients"
      action={shown?.actions.includes("award") && <ByHand client={id} done={again} />}
    >
      <Reveal reading={reading} pick={(data) => data.pointsHolder}>
        {(holder: PointsHolderShown) => (
          <>
            <Balances of={holder} />
            <Section title={t("points.awards")}>
              <Awards of={holder.awards} again={again} />
            </Section>
          </>
        )}
      </Reveal>
      <Section title={t("points.moves")}>
        <RecordList
          {...moves}
          label={t("points.moves")}
          keyOf={(row) => row.id}
          file={{}}
          columns={[
            { head: "points.when", cell: (row) => <When at={row.at} />, text: (row) => clock.exact(row.at) },
            { head: "points.act", text: (row) => row.actName },
            { head: "points.kind", text: (row) => row.kindName },
            { head: "points.change", text: (row) => signed(row.change), right: true },
            {
              head: "points.owedChange",
              text: (row) => (row.owedChange ? signed(row.owedChange) : ""),
              right: true,
            },
            { head: "points.with", text: (row) => row.withName },
            { head: "points.maker", text: (row) => row.makerName },
            { head: "reason", text: (row) => row.reason },
          ]}
          empty={{ title: t("points.moves.empty") }}
        />
      </Section>
    </Page>
  );
}

const signed = (points: number): string => `${points > 0 ? "+" : ""}${grouped(points)}`;

function Balances({ of }: { of: PointsHolderShown }) {
  const { t } = useWords();
  if (of.balances.length === 0) return <Empty title={t("points.none")} />;
  return (
    <Section title={t("points.balance")}>
      {of.balances.map((one) => (
        <FigureCard
          key={one.kind}
          label={one.kindName}
          tone={one.owed ? "bad" : undefined}
          value={one.owed ? t("points.owes", { points: one.owed }) : <Count of={one.usable} />}
        />
      ))}
    </Section>
  );
}

const HEADS = ["points.kind", "points.source", "points.given", "points.lastDay"];
const FIGURES = ["points.points", "points.unused", "points.lapsed"];

function Awards({ of, again }: { of: Award[]; again: () => void }) {
  const { t } = useWords();
  if (of.length === 0) return <Empty title={t("points.awards.empty")} />;
  return (
    <Table label={t("points.awards")}>
      <thead>
        <tr>
          {[...HEADS, ...FIGURES, "points.acts"].map((head) => (
            <th key={head} scope="col" className={FIGURES.includes(head) ? styles.right : undefined}>
              {t(head)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {of.map((award) => (
          <AwardLine key={award.id} of={award} again={again} />
        ))}
      </tbody>
    </Table>
  );
}

function AwardLine({ of: award, again }: { of: Award; again: () => void }) {
  const { t } = useWords();
  const clock = useClock();
  return (
    <tr>
      <td>{award.kindName}</td>
      <td>{award.reason ? `${award.source} · ${award.reason}` : award.source}</td>
      <td>{clock.day(award.givenAt)}</td>
      <td>{award.lastDay ?? t("points.endless")}</td>
      <td className={styles.right}>
        <Count of={award.points} />
      </td>
      <td className={styles.right}>
        <Count of={award.unused} />
      </td>
      <td className={styles.right}>
        <Count of={award.lapsed} />
      </td>
      <td>
        {award.takenAt && t("points.taken", { day: clock.day(award.takenAt) })}
        {award.actions.includes("take_back") && (
          <AskConfirm
            size="compact-xs"
            label={t("points.takeBack")}
            says={t("points.takeBack.says", { points: award.points - award.lapsed })}
            danger
            reason="required"
            document={TakePointsBack}
            ask={{ award: award.id }}
            said={t("points.takeBack.done")}
            done={again}
          />
        )}
      </td>
    </tr>
  );
}

function ByHand({ client, done }: { client: string; done: () => void }) {
  const { t } = useWords();
  return (
    <AskForm
      primary
      label={t("points.award")}
      document={AwardPoints}
      said={(answer) => t(answer.request ? "points.award.waits" : "points.award.done")}
      done={done}
      toAsk={(values) => ({ ...values, client, points: Number(values.points) })}
      fields={[
        { name: "pointsKind", label: "points.kind", kind: "record", record: { kind: "points" } },
        { name: "points", label: "points.points", kind: "whole" },
        { name: "reason", label: "reason", kind: "long" },
      ]}
    />
  );
}
