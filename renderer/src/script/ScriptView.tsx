/** Owns the script beside the shots that were made from it. */

export function ScriptView() {
  return <section aria-label="Script" />;
}
