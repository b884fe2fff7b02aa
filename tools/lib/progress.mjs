/** Raised between steps once the person at the terminal has asked to stop. */
export class Interrupted extends Error {}

/**
 * Prints one numbered line for each step, with how long it took.
 *
 * @param {number} total
 * @param {() => boolean} isInterrupted looked at after every step
 */
export function progress(total, isInterrupted) {
  let number = 0;
  /**
   * @template Result
   * @param {string} title
   * @param {() => Promise<{ result: Result, said: string }>} work what it did, and that in one or two words
   * @returns {Promise<Result>}
   */
  return async (title, work) => {
    number += 1;
    const began = performance.now();
    process.stdout.write(`[${number}/${total}] ${`${title} `.padEnd(20, '.')} `);
    try {
      const { result, said } = await work();
      console.log(`${said} (${seconds(performance.now() - began)})`);
      if (isInterrupted()) throw new Interrupted();
      return result;
    } catch (error) {
      if (!(error instanceof Interrupted)) console.log(isInterrupted() ? 'interrupted' : 'failed');
      throw error;
    }
  };
}

/** @param {number} milliseconds */
export function seconds(milliseconds) {
  return `${(milliseconds / 1000).toFixed(1)} s`;
}
