// Generated from schemas/theme by tools/codegen.mjs. Do not edit.
export type ThemeName = "light" | "black-gold";

/** The custom properties of each theme, as one rule. */
export const tokens: Record<ThemeName, string> = {
  "light": ":root{color-scheme:light;--lg-ground:#faf8f3;--lg-surface:#ffffff;--lg-soft:#f4f0e6;--lg-line:#e7e2d6;--lg-ink:#14181f;--lg-muted:#5b6270;--lg-brand:#12243d;--lg-on-brand:#ffffff;--lg-accent:#a77b2d;--lg-accent-text:#86601c;--lg-on-accent:#14181f;--lg-good:#2b7a57;--lg-warn:#8f5a0b;--lg-bad:#b3261e;--lg-info:#2c5aa0;--lg-good-soft:#e9f2ec;--lg-warn-soft:#f8eeda;--lg-bad-soft:#faeae8;--lg-info-soft:#e9eff7;--lg-veil:#14181f8c;--lg-shadow:0 1px 2px rgb(20 24 31 / 6%), 0 8px 24px rgb(20 24 31 / 7%);}",
  "black-gold": ":root{color-scheme:dark;--lg-ground:#0e1116;--lg-surface:#171b22;--lg-soft:#1d222a;--lg-line:#2a2f38;--lg-ink:#f4efe3;--lg-muted:#a8a294;--lg-brand:#d8b871;--lg-on-brand:#14181f;--lg-accent:#d8b871;--lg-accent-text:#d8b871;--lg-on-accent:#14181f;--lg-good:#6fc3a0;--lg-warn:#e0b15a;--lg-bad:#f2857b;--lg-info:#8fb4ea;--lg-good-soft:#172720;--lg-warn-soft:#2a2317;--lg-bad-soft:#2d1c1b;--lg-info-soft:#18212e;--lg-veil:#000000a6;--lg-shadow:0 1px 2px rgb(0 0 0 / 40%), 0 8px 24px rgb(0 0 0 / 40%);}",
};

/** The paper of each theme, for the browser's own frame. */
export const grounds: Record<ThemeName, string> = {
  "light": "#faf8f3",
  "black-gold": "#0e1116",
};
