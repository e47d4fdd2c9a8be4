/** Owns starting the page: access first, then the event loop, then the window. */
import "./api/without-eval.ts";
import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { describeError } from "./api/client.ts";
import { type EventListener, followEvents } from "./api/event-loop.ts";
import { openSession } from "./api/session.ts";
import { nameWindow } from "./api/window-id.ts";
import { App } from "./app/App.tsx";
import { keepProjectInAddress, openFromAddress } from "./app/address.ts";
import { FatalNotice } from "./app/FatalNotice.tsx";
import { followHanForms } from "./app/han-forms.ts";
import { keepFocusInInspector } from "./app/keep-focus.ts";
import { keepPage } from "./app/keep-page.ts";
import { keepTyping } from "./app/keep-typing.ts";
import { goBetweenParts } from "./app/parts-by-key.ts";
import { followOpenProject, generation } from "./generation/use-generation.ts";
import { createNoticeFeed } from "./state/notices.ts";
import { createOwnModels } from "./state/own-models.ts";
import { editor } from "./state/use-editor.ts";

const notices = createNoticeFeed(editor.client);
const ownModels = createOwnModels(editor.client, editor.judgeAgain, editor.report);

const everyListener: EventListener = {
  onEvents(events) {
    editor.onEvents(events);
    generation.onEvents(events);
    notices.onEvents(events);
    ownModels.onEvents(events);
  },
  onReset() {
    editor.onReset();
    generation.onReset();
    notices.onReset();
    ownModels.onReset();
  },
  onReachable: (reachable) => editor.onReachable(reachable),
};

const root = createRoot(document.getElementById("root") as HTMLElement);

keepPage();
try {
  await nameWindow();
  await openSession();
  await ownModels.read();
  followEvents(editor.client, everyListener);
  followOpenProject();
  keepProjectInAddress();
  keepTyping();
  goBetweenParts();
  keepFocusInInspector();
  followHanForms();
  // A file may have been written meanwhile.
  window.addEventListener("focus", () => void ownModels.read());
  const opened = openFromAddress();
  root.render(
    <StrictMode>
      <App opening={opened} />
    </StrictMode>,
  );
  notices.onReset();
} catch (error) {
  root.render(<FatalNotice problem={describeError(error)} />);
}
