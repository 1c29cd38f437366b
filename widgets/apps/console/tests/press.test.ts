/** Two presses of one button are one ask. */
import { expect, test } from "vitest";
import { pressing } from "../src/api/press";

function desk() {
  let made = 0;
  const sent: string[] = [];
  const press = pressing<string>(() => `k${++made}`);
  const answers: Array<(answer: string) => void> = [];
  const ask = (content: string, isLost = false) =>
    press(content, (key, lost) => {
      sent.push(`${key} ${content}`);
      if (isLost) lost();
      return new Promise<string>((resolve) => answers.push(resolve));
    });
  return { ask, sent, answer: (text: string) => answers.shift()?.(text) };
}

test("a second press while the answer is out sends nothing and hears the same", async () => {
  const { ask, sent, answer } = desk();
  const both = Promise.all([ask("stop"), ask("stop")]);
  answer("done");
  expect(await both).toEqual(["done", "done"]);
  expect(sent).toEqual(["k1 stop"]);
});

test("what is asked again after a lost answer goes under the same key", async () => {
  const { ask, sent, answer } = desk();
  const first = ask("stop", true);
  answer("lost");
  await first;
  void ask("stop");
  expect(sent).toEqual(["k1 stop", "k1 stop"]);
});

test("another content, and the same after its answer, is an ask of its own", async () => {
  const { ask, sent, answer } = desk();
  const first = ask("stop");
  void ask("stop, with another reason");
  answer("done");
  await first;
  expect(sent).toEqual(["k1 stop", "k2 stop, with another reason"]);
  const third = ask("renew");
  answer("done");
  answer("done");
  await third;
  void ask("renew");
  expect(sent.slice(2)).toEqual(["k3 renew", "k4 renew"]);
});
