/** Who is signed in, and what that person may do. */
import {
  createContext,
  Fragment,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useState,
} from "react";
import { useRead } from "../api/ask";
import { SIGNED_IN, SIGNED_OUT } from "../api/client";
import { Session as SessionDocument, type SessionShown } from "../api/documents_gen";
import { Trouble, Waiting } from "../parts/states";
import { Zone } from "../parts/time";
import styles from "./frame.module.css";
import { NewPassword } from "./NewPassword";
import { SignInAgain, SignInPage } from "./SignIn";

interface Signed {
  person: SessionShown;
  may: (operation: string) => boolean;
  plays: (...roles: string[]) => boolean;
  again: () => void;
}

const Signing = createContext<Signed | null>(null);

export function useSigned(): Signed {
  const signed = useContext(Signing);
  if (!signed) throw new Error("useSigned needs Session above it");
  return signed;
}

export function Session({ children }: { children: ReactNode }) {
  const reading = useRead(SessionDocument, {});
  const { again } = reading;
  const { lost, found } = useLoss(again);
  const me = reading.data?.me;
  const signed = useMemo<Signed | null>(() => {
    if (!me) return null;
    return {
      person: me,
      may: (operation) => me.operations.includes(operation),
      plays: (...roles) => roles.some((role) => me.roles.includes(role)),
      again,
    };
  }, [me, again]);
  if (reading.loading && !reading.data) return <Waiting rows={3} />;
  if (reading.trouble && !signed)
    return (
      <main className={styles.door}>
        <Trouble of={reading} />
      </main>
    );
  if (!me || !signed) return <SignInPage done={again} />;
  if (me.mustChangePassword) return <NewPassword done={again} />;
  return (
    <Signing.Provider value={signed}>
      <Zone value={me.zone}>
        <Fragment key={signed.person.id}>{children}</Fragment>
      </Zone>
      {lost && <SignInAgain login={signed.person.email} done={found} />}
    </Signing.Provider>
  );
}

/** The platform has forgotten the person while the page is open; whoever comes back finds the page as it was. */
function useLoss(again: () => void) {
  const [lost, setLost] = useState(false);
  useEffect(() => {
    const lose = () => setLost(true);
    window.addEventListener(SIGNED_OUT, lose);
    return () => window.removeEventListener(SIGNED_OUT, lose);
  }, []);
  const found = useCallback(() => {
    setLost(false);
    again();
    window.dispatchEvent(new Event(SIGNED_IN));
  }, [again]);
  return { lost, found };
}
