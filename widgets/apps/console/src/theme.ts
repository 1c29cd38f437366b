/** The house tokens as a Mantine theme: ink navy acts, gold seasons. */
import {
  Button,
  type CSSVariablesResolver,
  createTheme,
  type MantineColorsTuple,
  Notification,
} from "@mantine/core";

const ink: MantineColorsTuple = [
  "#eef2f7",
  "#dde4ed",
  "#b8c6d8",
  "#91a6c1",
  "#6f8aad",
  "#5a78a1",
  "#12243d",
  "#12243d",
  "#0d1b30",
  "#081222",
];
const gold: MantineColorsTuple = [
  "#fbf6ea",
  "#f3ead3",
  "#e7d4a6",
  "#dabc75",
  "#cfa84d",
  "#c89c35",
  "#a77b2d",
  "#86601c",
  "#6d4e14",
  "#54390a",
];
/** Paper has no cold grey. */
const gray: MantineColorsTuple = [
  "#faf8f3",
  "#f4f0e6",
  "#ece7db",
  "#e0dacb",
  "#c9c1b0",
  "#a39c8c",
  "#7c766a",
  "#5f5b53",
  "#3b3933",
  "#1f1e1b",
];
/** The black-gold theme's own greys. */
const dark: MantineColorsTuple = [
  "#f4efe3",
  "#d6d0c3",
  "#a8a294",
  "#7d7a72",
  "#2a2f38",
  "#242932",
  "#1d222a",
  "#171b22",
  "#0e1116",
  "#080a0d",
];
/** Mantine's names for good, warn and bad, in the house's own tones. */
const good: MantineColorsTuple = [
  "#eef5f1",
  "#dcebe2",
  "#b9d7c6",
  "#93c2a8",
  "#6fae8b",
  "#4d9873",
  "#2b7a57",
  "#2b7a57",
  "#226246",
  "#184a34",
];
const warn: MantineColorsTuple = [
  "#fbf3e4",
  "#f8eeda",
  "#f0dab0",
  "#e5c180",
  "#d6a453",
  "#bd852f",
  "#8f5a0b",
  "#8f5a0b",
  "#734808",
  "#573605",
];
const bad: MantineColorsTuple = [
  "#fcf1f0",
  "#faeae8",
  "#f2c9c5",
  "#e79f99",
  "#da736b",
  "#cb4a41",
  "#b3261e",
  "#b3261e",
  "#911d16",
  "#6f150f",
];
const FONTS =
  'system-ui, -apple-system, "PingFang SC", "Noto Sans SC", "Noto Sans CJK SC", "Microsoft YaHei", sans-serif';

const SMALLEST = "24px";
/** A long title takes more lines; the button that closes keeps its place beside it. */
const OVER = {
  content: { background: "var(--lg-surface)" },
  header: { background: "var(--lg-surface)", alignItems: "flex-start", gap: "12px" },
  title: { minWidth: 0, overflowWrap: "anywhere", lineHeight: "28px" },
} as const;

export const theme = createTheme({
  colors: { dark, gray, ink, gold, teal: good, orange: warn, red: bad },
  primaryColor: "ink",
  primaryShade: { light: 7, dark: 3 },
  fontFamily: FONTS,
  fontSizes: { xs: "12px", sm: "13px", md: "14px", lg: "16px", xl: "18px" },
  headings: { fontFamily: FONTS, fontWeight: "600" },
  defaultRadius: "8px",
  radius: { sm: "6px", md: "8px", lg: "12px" },
  spacing: { xs: "8px", sm: "12px", md: "16px", lg: "24px", xl: "32px" },
  cursorType: "pointer",
  respectReducedMotion: true,
  components: {
    Button: Button.extend({
      vars: (_, { variant = "filled", size }) => ({
        root: {
          ...(variant === "filled" ? { "--button-color": "var(--lg-on-filled)" } : {}),
          // A finger's least: Mantine's smallest would be 19 px high here.
          ...(size?.toString().startsWith("compact") ? { "--button-height": SMALLEST } : {}),
        },
      }),
    }),
    ActionIcon: { styles: { root: { minWidth: SMALLEST, minHeight: SMALLEST } } },
    CloseButton: { styles: { root: { minWidth: SMALLEST, minHeight: SMALLEST } } },
    Anchor: { styles: { root: { overflowWrap: "anywhere" } } },
    Checkbox: { defaultProps: { radius: "4px" }, styles: { input: { borderColor: "var(--lg-muted)" } } },
    // A notice of what is done lies over the page but not in its way: the mouse goes through, but for its cross.
    Notification: Notification.extend({
      styles: (_, { color }) => ({
        root: { pointerEvents: color === "teal" ? "none" : "auto" },
        closeButton: { pointerEvents: "auto" },
        description: { color: "var(--lg-ink)" },
      }),
    }),
    SegmentedControl: {
      styles: { root: { maxWidth: "100%", overflowX: "auto" }, label: { paddingInline: "10px" } },
    },
    NumberInput: { defaultProps: { hideControls: true } },
    Badge: { styles: { root: { textTransform: "none", flex: "none" } } },
    Paper: { defaultProps: { withBorder: true, radius: "8px" } },
    Drawer: {
      styles: OVER,
      defaultProps: {
        overlayProps: { backgroundOpacity: 0.18, blur: 0 },
        transitionProps: { duration: 180 },
      },
    },
    Modal: {
      styles: OVER,
      defaultProps: {
        centered: true,
        overlayProps: { backgroundOpacity: 0.28 },
        transitionProps: { duration: 160 },
      },
    },
  },
});

/** In the black-gold theme the one acting colour is gold with ink on it. */
export const resolver: CSSVariablesResolver = () => ({
  variables: {},
  light: { "--lg-on-filled": "#ffffff" },
  dark: {
    "--lg-on-filled": "var(--lg-on-accent)",
    "--mantine-primary-color-filled": "var(--lg-accent)",
    "--mantine-primary-color-filled-hover": "#e3c888",
    "--mantine-primary-color-contrast": "var(--lg-on-accent)",
    "--mantine-primary-color-light": "var(--lg-soft)",
    "--mantine-primary-color-light-color": "var(--lg-accent)",
    "--mantine-color-red-light-color": "var(--lg-bad)",
    "--mantine-color-red-outline": "var(--lg-bad)",
  },
});
