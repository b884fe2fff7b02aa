/** For each state, the states it may become and who may do it. Anything not named is refused. */
export type Moves<State extends string, Mover extends string> = {
  readonly [From in State]: { readonly [To in State]?: readonly Mover[] };
};

export function allowedMoves<State extends string, Mover extends string>(
  moves: Moves<State, Mover>,
  from: NoInfer<State>,
): readonly State[] {
  return Object.keys(moves[from]) as State[];
}

export function canMove<State extends string, Mover extends string>(
  moves: Moves<State, Mover>,
  from: NoInfer<State>,
  to: NoInfer<State>,
): boolean {
  return Object.hasOwn(moves[from], to);
}

export function mayMove<State extends string, Mover extends string>(
  moves: Moves<State, Mover>,
  from: NoInfer<State>,
  to: NoInfer<State>,
  mover: NoInfer<Mover>,
): boolean {
  return canMove(moves, from, to) && (moves[from][to]?.includes(mover) ?? false);
}

export function isTerminal<State extends string, Mover extends string>(
  moves: Moves<State, Mover>,
  state: NoInfer<State>,
): boolean {
  return Object.keys(moves[state]).length === 0;
}
