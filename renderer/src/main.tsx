/** Owns starting the page: access first, then the event loop, then the window. */
import "./api/without-eval.ts";
import "./ui/fonts.css";
import "./ui/tokens.css";
import "./ui/base.css";
import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { describeError } from "./api/client.ts";
import { followEvents } from "./api/event-loop.ts";
import { openSession } from "./api/session.ts";
import { App } from "./app/App.tsx";
import { keepProjectInAddress, openFromAddress } from "./app/address.ts";
import { FatalNotice } from "./app/FatalNotice.tsx";
import { keepTyping } from "./app/keep-typing.ts";
import { editor } from "./state/use-editor.ts";

const root = createRoot(document.getElementById("root") as HTMLElement);

try {
  await openSession();
  followEvents(editor.client, editor);
  keepProjectInAddress();
  keepTyping();
  const opened = openFromAddress();
  root.render(
    <StrictMode>
      <App opening={opened} />
    </StrictMode>,
  );
} catch (error) {
  root.render(<FatalNotice problem={describeError(error)} />);
}
