/** Who is signed in, and what that person may do. */
import {
  createContext,
  Fragment,
  type ReactNode,
  useCallback,
  useContext,
  useEffect,
  useMemo,
  useRef,
  useState,
} from "react";
import { type Reading, useRead } from "../api/ask";
import { SIGNED_IN, SIGNED_OUT } from "../api/client";
import { type SessionData, Session as SessionDocument, type SessionShown } from "../api/documents_gen";
import { Trouble, Waiting } from "../parts/states";
import { Zone } from "../parts/time";
import styles from "./frame.module.css";
import { SignInAgain, SignInPage } from "./SignIn";

interface Signed {
  person: SessionShown;
  may: (operation: string) => boolean;
  plays: (...roles: string[]) => boolean;
  again: () => void;
  /** The person has signed out: the door is shown, and nothing waits behind it. */
  left: () => void;
}

/** The last person that the platform knew here, and whether it has forgotten that person since. */
interface Here {
  person: SessionShown | null;
  lost: boolean;
}

const Signing = createContext<Signed | null>(null);

export function useSigned(): Signed {
  const signed = useContext(Signing);
  if (!signed) throw new Error("useSigned needs Session above it");
  return signed;
}

export function Session({ children }: { children: ReactNode }) {
  const reading = useRead(SessionDocument, {});
  const { again, person, lost, found, left } = useWhom(reading);
  const signed = useMemo<Signed | null>(() => {
    if (!person) return null;
    return {
      person,
      may: (operation) => person.operations.includes(operation),
      plays: (...roles) => roles.some((role) => person.roles.includes(role)),
      again,
      left,
    };
  }, [person, again, left]);
  if (!person && (reading.data?.me || (reading.loading && !reading.data))) return <Waiting rows={3} />;
  if (reading.trouble && !person)
    return (
      <main className={styles.door}>
        <Trouble of={reading} />
      </main>
    );
  if (!person || !signed) return <SignInPage done={found} />;
  return (
    <Signing.Provider value={signed}>
      <Zone value={person.zone}>
        <Fragment key={person.id}>{children}</Fragment>
      </Zone>
      {lost && <SignInAgain login={person.email} done={found} />}
    </Signing.Provider>
  );
}

/**
 * Who is here. Where an answer says that the platform knows nobody, the platform is asked who that is before the
 * door is shut: the answer may belong to an earlier session. Whoever comes back finds the page as it was.
 */
function useWhom({ data, again: ask }: Reading<SessionData>) {
  const [{ person, lost }, setHere] = useState<Here>({ person: null, lost: false });
  const [gone, setGone] = useState<SessionData | undefined>(undefined);
  // After a signing-in everybody asks again, and once more for an answer that came late; no more often than that.
  const tells = useRef(0);
  useEffect(() => {
    if (!data || data === gone) return;
    setHere((was) => (data.me ? { person: data.me, lost: false } : { ...was, lost: was.person !== null }));
    if (!data.me || tells.current === 0) return;
    tells.current -= 1;
    window.dispatchEvent(new Event(SIGNED_IN));
  }, [data, gone]);
  useEffect(() => {
    window.addEventListener(SIGNED_OUT, ask);
    return () => window.removeEventListener(SIGNED_OUT, ask);
  }, [ask]);
  const found = useCallback(() => {
    tells.current = 2;
    ask();
  }, [ask]);
  const left = useCallback(() => {
    setGone(data);
    setHere({ person: null, lost: false });
    ask();
  }, [ask, data]);
  return { again: ask, person, lost, found, left };
}
