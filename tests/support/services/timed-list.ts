/** Owns reading a timed list of shots in a prompt as a careful model would: heads at the beginnings of lines, one after another. */

interface ReadShot {
  readonly text: string;
  readonly seconds: number;
}

const head = /(?:^|\n)(?:Cut to: )?Shot (\d+) \((\d+)–(\d+) s\): /g;

/** One shot where there is no list; null where the heads are out of order or do not fill the video. */
export function readTimedList(prompt: string, durationSeconds: number): ReadShot[] | null {
  const heads = [...prompt.matchAll(head)];
  if (heads.length === 0) return [{ text: prompt, seconds: durationSeconds }];
  let fromSeconds = 0;
  const shots: ReadShot[] = [];
  for (const [index, found] of heads.entries()) {
    const [whole, number, from, to] = found;
    const text = prompt.slice(found.index + whole.length, heads[index + 1]?.index);
    const isNext = Number(number) === index + 1 && Number(from) === fromSeconds && Number(to) > fromSeconds;
    if (!isNext || text.trim() === "") return null;
    shots.push({ text, seconds: Number(to) - fromSeconds });
    fromSeconds = Number(to);
  }
  return heads[0]?.index === 0 && fromSeconds === durationSeconds ? shots : null;
}
