/** Why, when and how it looks: title, goal metric, window, theme, share text. */

import type { ActivityDocumentGoal } from "@largesse/contracts/documents";
import { NumberInput, SegmentedControl, Select } from "@mantine/core";
import { useDesk, useDocument } from "../desk";
import { useWords } from "../words";
import { moved } from "./edits";
import { Card, Moment, TextPair, ZoneChoice } from "./fields";
import styles from "./settings.module.css";

const METRICS: Array<ActivityDocumentGoal["metric"]> = [
  "participants",
  "wins",
  "claims",
  "redemptions",
  "shares",
  "leads",
  "conversions",
];

export function Goal() {
  const { t } = useWords();
  const title = useDocument((document) => document.title);
  const goal = useDocument((document) => document.goal);
  const { edit, editable } = useDesk();
  return (
    <Card id="goal" title={t("goal.title")} lead={t("goal.lead")}>
      <TextPair
        label={t("goal.name")}
        required
        value={title}
        onChange={(next) =>
          next &&
          edit((d) => {
            d.title = next;
          })
        }
      />
      <div className={styles.row}>
        <Select
          label={t("goal.metric")}
          required
          readOnly={!editable}
          allowDeselect={false}
          data={METRICS.map((value) => ({ value, label: t(`metric.${value}`) }))}
          value={goal.metric}
          onChange={(value) =>
            value &&
            edit((d) => {
              d.goal.metric = value as ActivityDocumentGoal["metric"];
            })
          }
        />
        <NumberInput
          label={t("goal.target")}
          required
          min={1}
          allowDecimal={false}
          readOnly={!editable}
          value={goal.target}
          onChange={(value) =>
            edit((d) => {
              d.goal.target = Math.max(1, Number(value) || 1);
            })
          }
        />
      </div>
      <div style={{ marginTop: 12 }}>
        <TextPair
          label={t("goal.note")}
          value={goal.note}
          onChange={(note) =>
            edit((d) => {
              if (note) d.goal.note = note;
              else delete d.goal.note;
            })
          }
        />
      </div>
    </Card>
  );
}

export function Window() {
  const { t } = useWords();
  const window = useDocument((document) => document.window);
  const { edit } = useDesk();
  return (
    <Card id="window" title={t("window.title")} lead={t("window.lead")}>
      <div className={styles.row} style={{ marginTop: 0 }}>
        <Moment
          label={t("window.start")}
          at={window.start}
          onChange={(at) =>
            edit((d) => {
              d.window.start = at;
            })
          }
        />
        <Moment
          label={t("window.end")}
          at={window.end}
          onChange={(at) =>
            edit((d) => {
              d.window.end = at;
            })
          }
        />
      </div>
      <div style={{ marginTop: 12 }}>
        <ZoneChoice
          label={t("window.zone")}
          zone={window.tz}
          onChange={(zone) =>
            edit((d) => {
              d.window = moved(d.window, zone);
            })
          }
        />
      </div>
    </Card>
  );
}

export function Look() {
  const { t } = useWords();
  const theme = useDocument((document) => document.theme);
  const share = useDocument((document) => document.share);
  const { edit, editable } = useDesk();
  return (
    <Card id="look" title={t("look.title")}>
      <SegmentedControl
        aria-label={t("look.theme")}
        readOnly={!editable}
        value={theme.name}
        onChange={(value) =>
          edit((d) => {
            d.theme.name = value as "light" | "black-gold";
          })
        }
        data={[
          { value: "light", label: t("look.light") },
          { value: "black-gold", label: t("look.black-gold") },
        ]}
      />
      <div style={{ marginTop: 12 }}>
        <TextPair
          label={t("look.share")}
          value={share?.title}
          onChange={(title) =>
            edit((d) => {
              if (title) d.share = { ...d.share, title };
              else delete d.share;
            })
          }
        />
      </div>
    </Card>
  );
}
