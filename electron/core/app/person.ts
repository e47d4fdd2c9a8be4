/** Owns who works at this computer, as those are told who open the same project elsewhere. */
import { hostname, userInfo } from "node:os";

/** The names that the system has for both. */
export function thisPerson(): { user: string; computer: string } {
  try {
    return { user: userInfo().username, computer: hostname() };
  } catch {
    // A process without a user of its own, as in a container.
    return { user: "Somebody", computer: hostname() };
  }
}
