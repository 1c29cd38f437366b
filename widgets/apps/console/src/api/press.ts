/** A button pressed twice asks once: one key for what is meant, until its answer is known. */

interface Pressed<Answer> {
  content: string;
  key: string;
  /** What is being waited for; null: the answer got lost, and the same may be asked once more. */
  answer: Promise<Answer> | null;
}

/**
 * Give what sends an ask under the key that is its own. The same content while its answer is out is that very ask;
 * after a lost answer it is sent again under the same key; after an answer it is an ask of its own.
 */
export function pressing<Answer>(newKey: () => string) {
  let held: Pressed<Answer> | null = null;
  return (content: string, send: (key: string, lost: () => void) => Promise<Answer>): Promise<Answer> => {
    const before = held?.content === content ? held : null;
    if (before?.answer) return before.answer;
    const mine: Pressed<Answer> = { content, key: before?.key ?? newKey(), answer: null };
    held = mine;
    let known = true;
    const lost = () => {
      known = false;
    };
    mine.answer = send(mine.key, lost).finally(() => {
      mine.answer = null;
      if (known && held === mine) held = null;
    });
    return mine.answer;
  };
}
