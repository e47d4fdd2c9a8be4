/** Owns the board: the shots' pictures in order. */

export function BoardView() {
  return <section aria-label="Board" />;
}
