/** The console: words, look, client, session, frame, routes. */
import "@mantine/core/styles.css";
import "@mantine/dates/styles.css";
import "@mantine/notifications/styles.css";
import "@mantine/spotlight/styles.css";
import "./tokens.css";
import { MantineProvider, mergeThemeOverrides } from "@mantine/core";
import { DatesProvider } from "@mantine/dates";
import { Notifications } from "@mantine/notifications";
import { StrictMode, useCallback, useMemo, useState } from "react";
import { createRoot } from "react-dom/client";
import { Provider } from "urql";
import { Router } from "wouter";
import { client } from "./api/client";
import { keepLocale, keptLocale, type Locale, readLocalized, Speaking, say } from "./copy";
import { Shell } from "./frame/Shell";
import { Session } from "./frame/session";
import { Routes } from "./routes";
import { resolver, theme } from "./theme";

function App() {
  const [locale, setLocale] = useState<Locale>(keptLocale);
  const change = useCallback((next: Locale) => {
    keepLocale(next);
    setLocale(next);
  }, []);
  const words = useMemo(
    () => ({
      locale,
      change,
      t: (key: string, facts?: Record<string, string | number | null | undefined>) => say(locale, key, facts),
      of: (text: Parameters<typeof readLocalized>[0]) => readLocalized(text, locale),
    }),
    [locale, change],
  );
  // Buttons that are Mantine's own are named here: what closes a notice or empties a field, and what shows a secret.
  const named = useMemo(
    () =>
      mergeThemeOverrides(theme, {
        components: {
          CloseButton: { defaultProps: { "aria-label": say(locale, "close") } },
          PasswordInput: {
            defaultProps: { visibilityToggleButtonProps: { "aria-label": say(locale, "door.show") } },
          },
        },
      }),
    [locale],
  );
  return (
    <Speaking.Provider value={words}>
      <MantineProvider theme={named} cssVariablesResolver={resolver} defaultColorScheme="light">
        <DatesProvider settings={{ firstDayOfWeek: 1 }}>
          <Notifications position="bottom-center" style={{ pointerEvents: "none" }} />
          <Provider value={client}>
            <Router base="/console">
              <Session key={locale}>
                <Shell>
                  <Routes />
                </Shell>
              </Session>
            </Router>
          </Provider>
        </DatesProvider>
      </MantineProvider>
    </Speaking.Provider>
  );
}

keepLocale(keptLocale());
const root = document.getElementById("root");
if (root)
  createRoot(root).render(
    <StrictMode>
      <App />
    </StrictMode>,
  );
