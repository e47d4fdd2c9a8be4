/** Owns that new passes get the model of the settings, and that it is said where they can't. */
import { canBeginWith, defaultProfileId, labelOf, preferProfile } from "../../../shared/models/profiles.ts";
import type { Notices } from "../runtime/notices.ts";

/** Called again whenever the settings or the models change. */
export function takeDefaultModel(id: string, notices: Pick<Notices, "say" | "clear">): void {
  preferProfile(id);
  if (canBeginWith(id)) {
    notices.clear(noticeId);
    return;
  }
  notices.say(noticeId, {
    code: "profile.unknown",
    message: `New passes can't be planned for ${labelOf(id)}, the model chosen in the settings: it isn't there, or isn't available.`,
    next: `Until it is, they get ${labelOf(defaultProfileId)}. Choose another in Settings → Editing.`,
  });
}

const noticeId = "default-model";
