// The losses of a run: from the page's file, and from the reference that was computed with NumPy.
import { readFile } from 'node:fs/promises';

/** `step,epoch,loss,accuracy` as objects of numbers. */
export function parseCsv(text) {
  const [head, ...lines] = text.trimEnd().split('\n');
  const names = head.split(',');
  return lines.map(line => Object.fromEntries(line.split(',').map((value, index) => [names[index], Number(value)])));
}

/** What NumPy computed for the article's job: losses and accuracies of the first 30 steps. */
export async function articleReference() {
  return JSON.parse(await readFile(new URL('../golden/article.json', import.meta.url), 'utf8'));
}

/** The largest difference between the first `count` losses; NaN when one of them is missing. */
export function furthest(some, others, count) {
  let largest = 0;
  for (let index = 0; index < count; index++) {
    const difference = Math.abs(some[index] - others[index]);
    if (Number.isNaN(difference)) return NaN;
    largest = Math.max(largest, difference);
  }
  return largest;
}

/** Only the losses of what `parseCsv` gives. */
export const lossesOf = rows => rows.map(row => row.loss);
