/** Something to be looked for now and then. Any number of workers may do so at once. */
export interface Round {
  /** Does one batch. @returns how many things it did; it is called again at once until there was nothing to do */
  execute(): Promise<number>;
}
