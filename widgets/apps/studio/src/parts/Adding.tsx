/** A button that offers what can be added, each with a line that says what it is for. */
import { Button, Menu, type MenuProps } from "@mantine/core";
import { useWords } from "../words";
import styles from "./parts.module.css";

export interface Addable {
  value: string;
  title: string;
  lead: string;
  /** Why it cannot be added now; it stands in place of the lead. */
  not?: string | undefined;
}

const TALLEST = 560;
const EDGE = 8;

/** On the side of the button that has more room, and no higher than that room: what is longer scrolls inside. */
const WITHIN: MenuProps["middlewares"] = {
  flip: { fallbackStrategy: "bestFit", padding: EDGE },
  size: {
    padding: EDGE,
    apply: ({ availableHeight, elements }) => {
      elements.floating.style.maxHeight = `${Math.min(TALLEST, Math.floor(availableHeight))}px`;
    },
  },
};

interface AddingProps {
  label: string;
  choices: readonly Addable[];
  add: (value: string) => void;
  disabled?: boolean;
  small?: boolean;
}

export function Adding({ label, choices, add, disabled = false, small = false }: AddingProps) {
  const { t } = useWords();
  return (
    <Menu shadow="md" position="bottom-start" middlewares={WITHIN} withinPortal>
      <Menu.Target>
        <Button variant="default" disabled={disabled} {...(small ? { size: "compact-sm", mt: "xs" } : {})}>
          {label}
        </Button>
      </Menu.Target>
      <Menu.Dropdown aria-label={label} className={styles.menu}>
        {choices.map(({ value, title, lead, not }) => (
          <Menu.Item key={value} disabled={not !== undefined} onClick={() => add(value)}>
            <div className={styles.option}>
              {title}
              <small>{not ? t("adding.not", { why: not }) : lead}</small>
            </div>
          </Menu.Item>
        ))}
      </Menu.Dropdown>
    </Menu>
  );
}
