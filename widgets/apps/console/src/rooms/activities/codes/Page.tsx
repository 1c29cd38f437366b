/** The codes of an activity's places: for posters, for screens, and to be typed. */
import { Badge, Button } from "@mantine/core";
import { Link } from "wouter";
import { useRead } from "../../../api/ask";
import { Activity, type ActivityShown, type PlaceCodesRow } from "../../../api/documents_gen";
import { useWords } from "../../../copy";
import { Copying } from "../../../parts/copying";
import { Note, Page } from "../../../parts/page";
import { QrCode } from "../../../parts/qr";
import { Absent, Empty, RevealPage } from "../../../parts/states";
import styles from "./codes.module.css";
import { pictureOf, posterOf } from "./poster";
import { type Codes, useCodes } from "./useCodes";

const HERE = ["localhost", "127.0.0.1", "[::1]"];
const QR_PX = 168;

export function CodesPage({ id }: { id: string }) {
  const { t } = useWords();
  const reading = useRead(Activity, { id });
  return (
    <RevealPage
      crumb={t("place.activities")}
      up="/activities"
      reading={reading}
      pick={(data) => data.activity}
    >
      {(activity: ActivityShown) => <Shown activity={activity} />}
    </RevealPage>
  );
}

function Shown({ activity }: { activity: ActivityShown }) {
  const { t } = useWords();
  const codes = useCodes(activity.id);
  const { rows } = codes;
  const alone = rows?.some(({ url }) => HERE.includes(new URL(url).hostname));
  return (
    <Page
      crumb={activity.title}
      up={`/activities/${activity.id}`}
      title={t("codes.title")}
      lead={t("codes.lead")}
    >
      {alone && <Note tone="warn">{t("codes.alone")}</Note>}
      {!rows ? (
        <Absent of={codes.reading} />
      ) : rows.length === 0 ? (
        <Empty title={t("codes.none")} teach={t("codes.none.teach")} />
      ) : (
        <ul className={styles.places} aria-label={t("codes.title")}>
          {rows.map((row) => (
            <li key={`${row.play} ${row.place}`}>
              <Place activity={activity} row={row} codes={codes} />
            </li>
          ))}
        </ul>
      )}
    </Page>
  );
}

interface PlaceProps {
  activity: ActivityShown;
  row: PlaceCodesRow;
  codes: Codes;
}

function Place({ activity, row, codes }: PlaceProps) {
  const { t } = useWords();
  const left = codes.left(row);
  return (
    <article className={styles.place} aria-label={row.title}>
      <header>
        <h2>{row.title}</h2>
        <Badge variant="light" color={left === null ? "gray" : "teal"} tt="none">
          {t(left === null ? "codes.stays" : "codes.rotates")}
        </Badge>
      </header>
      <p className={styles.play}>{row.playTitle}</p>
      {codes.stale(row) ? (
        <p role="alert">{t("codes.stale")}</p>
      ) : (
        <QrCode of={row.url} alt={t("codes.qr", { title: row.title })} size={QR_PX} />
      )}
      <p className={styles.digits}>{row.digits}</p>
      <p className={styles.says}>
        {left === null ? t("codes.stays.lead") : t("codes.left", { seconds: left })}
      </p>
      <div className={styles.acts}>
        <Link href={`/activities/${activity.id}/codes/${row.play}/${row.place}`} asChild>
          <Button component="a" variant="default">
            {t("codes.screen")}
          </Button>
        </Link>
        {left === null && <Printed row={row} name={`${activity.slug}-${row.place}`} />}
      </div>
    </article>
  );
}

/** What can be taken away: a code that stays; a picture of one that changes would be no use. */
function Printed({ row, name }: { row: PlaceCodesRow; name: string }) {
  const { t } = useWords();
  return (
    <>
      <Button component="a" variant="default" href={pictureOf(posterOf(row))} download={`${name}.svg`}>
        {t("codes.svg")}
      </Button>
      <Copying value={row.url}>
        {({ copied, copy }) => (
          <Button variant="default" onClick={copy}>
            {copied ? t("copied") : t("codes.copy")}
          </Button>
        )}
      </Copying>
    </>
  );
}
