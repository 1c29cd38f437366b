/** Service quality: a score card of each provider and month, and the ratings behind it. */
import { Select } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Ratings, ScoreCards, type ScoreCardsData } from "../../../api/documents_gen";
import { grouped, useWords } from "../../../copy";
import { useFilter } from "../../../parts/address";
import { Count, shareText, When } from "../../../parts/figures";
import { RecordList } from "../../../parts/list";
import { Page, Section } from "../../../parts/page";
import styles from "../../../parts/parts.module.css";
import { roomOf } from "../../../parts/room";
import { Empty, Reveal } from "../../../parts/states";
import { Table } from "../../../parts/table";
import { useList } from "../../../parts/useList";

type Card = ScoreCardsData["scoreCards"][number];

const MONTHS = ["1", "3", "6", "12", "24"];
const HEADS = [
  "scores.month",
  "rights.provider",
  "scores.response",
  "scores.fulfilled",
  "scores.inTime",
  "scores.uses",
  "scores.late",
  "scores.stars",
  "scores.complaints",
];

export function ScoresPage() {
  const { t } = useWords();
  const [months, setMonths] = useFilter("months");
  const reading = useRead(ScoreCards, { months: Number(months || "3") });
  const choose = (
    <Select
      aria-label={t("scores.months")}
      data={MONTHS.map((value) => ({ value, label: t("scores.last", { count: Number(value) }) }))}
      value={months || "3"}
      onChange={(value) => setMonths(value ?? "3")}
      allowDeselect={false}
    />
  );
  return (
    <Page title={t("place.scores")} lead={t("place.scores.lead")} action={choose}>
      <Reveal reading={reading} pick={(data) => data.scoreCards}>
        {(cards: Card[]) =>
          cards.length === 0 ? (
            <Empty title={t("scores.empty")} teach={t("scores.empty.teach")} />
          ) : (
            <Cards of={cards} />
          )
        }
      </Reveal>
      <Section title={t("scores.ratings")}>
        <RatingList />
      </Section>
    </Page>
  );
}

function Cards({ of }: { of: Card[] }) {
  const { t } = useWords();
  return (
    <div className={styles.sheet}>
      <Table label={t("place.scores")}>
        <thead>
          <tr>
            {HEADS.map((head, at) => (
              <th key={head} className={at > 1 ? styles.right : undefined}>
                {t(head)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {of.map((card) => (
            <tr key={card.month + card.provider}>
              <td>{card.month.slice(0, 7)}</td>
              <td data-text={roomOf(card.name)}>{card.name}</td>
              <td className={styles.right}>{wait(card.responseS, t)}</td>
              <td className={styles.right}>{share(card.completed, card.completed + card.failed)}</td>
              <td className={styles.right}>{share(card.inTime, card.inTime + card.missed)}</td>
              <td className={styles.right}>
                <Count of={card.uses} />
              </td>
              <td className={styles.right}>
                <Count of={card.late} />
              </td>
              <td className={styles.right}>
                {card.stars === null ? "–" : `${card.stars.toFixed(1)} (${grouped(card.ratings)})`}
              </td>
              <td className={styles.right}>
                {card.complaints > 0 ? (
                  <Link href="/rights/complaints">
                    <Count of={card.complaints} />
                  </Link>
                ) : (
                  0
                )}
                {card.unanswered > 0 && (
                  <span className={styles.alarm}> {t("scores.unanswered", { count: card.unanswered })}</span>
                )}
              </td>
            </tr>
          ))}
        </tbody>
      </Table>
    </div>
  );
}

function Stars({ of }: { of: number }) {
  const { t } = useWords();
  return (
    <span role="img" aria-label={t("scores.stars.of", { count: of })}>
      {"★".repeat(of)}
    </span>
  );
}

const share = (part: number, whole: number): string => (whole === 0 ? "–" : shareText(part / whole));

/** The median from order to result, in the largest unit that says it. */
function wait(seconds: number | null, t: (key: string, facts: Record<string, number>) => string): string {
  if (seconds === null) return "–";
  if (seconds < 90) return t("scores.seconds", { count: Math.round(seconds) });
  if (seconds < 5400) return t("scores.minutes", { count: Math.round(seconds / 60) });
  return t("scores.hours", { count: Math.round(seconds / 3600) });
}

function RatingList() {
  const { t } = useWords();
  const list = useList(Ratings, (data) => data.ratings, {}, { sort: "-at" });
  return (
    <RecordList
      {...list}
      label={t("scores.ratings")}
      keyOf={(row) => row.id}
      open={(row) => `/trail/${row.entitlement}`}
      columns={[
        { head: "entitlements.right", cell: (row) => row.skuName },
        { head: "rights.provider", cell: (row) => row.providerName },
        { head: "scores.stars", cell: (row) => <Stars of={row.stars} />, sorts: "stars" },
        { head: "scores.words", cell: (row) => row.words || "–" },
        { head: "at", cell: (row) => <When at={row.at} />, sorts: "at" },
      ]}
      empty={{ title: t("scores.ratings.empty"), teach: t("scores.ratings.teach") }}
    />
  );
}
