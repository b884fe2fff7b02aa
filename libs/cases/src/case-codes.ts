import { randomInt } from 'node:crypto';

// No vowels, so that no word appears by accident; nothing that reads or sounds like something else on the telephone.
const letters = 'CDFGHJKMPQRTVWX34679';

/** Random, so that it tells neither how many cases there are nor in which order they came. */
export function newCaseCode(): string {
  return `${randomLetters(5)}-${randomLetters(5)}`;
}

/** What one other agency calls a case, such as `K7Q-M4TX`. */
export function newAlias(): string {
  return `${randomLetters(3)}-${randomLetters(4)}`;
}

function randomLetters(count: number): string {
  return Array.from({ length: count }, () => letters[randomInt(letters.length)]).join('');
}
