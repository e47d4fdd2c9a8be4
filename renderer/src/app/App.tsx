/** Owns the whole window: home or editor, the dialogs that any part may open, notices, and the banner while the core is away. */
import { CSPProvider } from "@base-ui/react/csp-provider";
import { Tooltip } from "@base-ui/react/tooltip";
import { Suspense, use } from "react";
import { placeKey } from "../../../shared/project/still-place.ts";
import { ArchiveDialog } from "../archive/ArchiveDialog.tsx";
import { OpenArchiveDialog } from "../archive/OpenArchiveDialog.tsx";
import { CameraPalette } from "../camera/CameraPalette.tsx";
import { useCommands } from "../commands/use-commands.ts";
import { useOpenedFiles } from "../commands/use-opened-files.ts";
import { ChooserDialog } from "../dialogs/ChooserDialog.tsx";
import { closeDialog, useDialog } from "../dialogs/dialogs.ts";
import { LibraryDialog } from "../elements/LibraryDialog.tsx";
import { StillsDialog } from "../frames/StillsDialog.tsx";
import { AdoptDialog } from "../generate/AdoptDialog.tsx";
import { GenerateDialog } from "../generate/GenerateDialog.tsx";
import { JobDialog } from "../generate/JobDialog.tsx";
import { KitDialog } from "../generate/KitDialog.tsx";
import { CompareDialog } from "../hand-off/CompareDialog.tsx";
import { ExportDialog } from "../hand-off/ExportDialog.tsx";
import { RenderDialog } from "../hand-off/RenderDialog.tsx";
import { HelpDialog } from "../help/HelpDialog.tsx";
import { Home } from "../home/Home.tsx";
import { NewProjectDialog } from "../home/NewProjectDialog.tsx";
import { ModelsDialog } from "../models/ModelsDialog.tsx";
import { RequestDialog } from "../preflight/RequestDialog.tsx";
import { BackupsDialog } from "../recovery/BackupsDialog.tsx";
import { RecoveryScreen } from "../recovery/RecoveryScreen.tsx";
import { SettingsDialog } from "../settings/SettingsDialog.tsx";
import { PrintDialog } from "../shot-list/PrintDialog.tsx";
import { SearchDialog } from "../shot-list/SearchDialog.tsx";
import { SketchDialog } from "../sketch/SketchDialog.tsx";
import { useEditingOptions } from "../state/editing-options.ts";
import { useEditor } from "../state/use-editor.ts";
import { BinDialog } from "../takes/BinDialog.tsx";
import { CompareTakes } from "../takes/CompareTakes.tsx";
import { TakeDialog } from "../takes/TakeDialog.tsx";
import { styleNonce } from "../ui/style-nonce.ts";
import { createAnimaticPainter } from "../viewer/animatic-painter.ts";
import { createAnimaticPictures } from "../viewer/animatic-picture.ts";
import { createShotPainter } from "../viewer/shot-painter.ts";
import { createSoundPlayer } from "../viewer/sound-player.ts";
import { ImportDialog } from "../ways-in/ImportDialog.tsx";
import { Announcer } from "./Announcer.tsx";
import styles from "./App.module.css";
import { CommandPalette } from "./CommandPalette.tsx";
import { EditorWindow } from "./EditorWindow.tsx";
import { ErrorBoundary } from "./FatalNotice.tsx";
import { ProjectSettings } from "./ProjectSettings.tsx";
import { useShortPastes } from "./refuse-long-pastes.ts";
import { Shortcuts } from "./Shortcuts.tsx";
import { ToastProvider } from "./Toasts.tsx";

/** `opening` ends when the project that a reload comes back to is open. */
export function App({ opening }: { opening: Promise<void> }) {
  useCommands();
  useShortPastes();
  useOpenedFiles();
  return (
    <ErrorBoundary>
      <CSPProvider nonce={styleNonce}>
        <Tooltip.Provider delay={500} closeDelay={0}>
          <ToastProvider>
            <div className={styles.window}>
              <UnreachableBanner />
              <Suspense fallback={<Waiting />}>
                <Screen opening={opening} />
              </Suspense>
            </div>
            <Announcer />
            <Dialogs />
            <ChooserDialog />
          </ToastProvider>
        </Tooltip.Provider>
      </CSPProvider>
    </ErrorBoundary>
  );
}

function Screen({ opening }: { opening: Promise<void> }) {
  use(opening);
  const open = useEditor((state) => state.view !== null);
  const unopened = useEditor((state) => state.unopened);
  // Buttons say their keys, so that other keys make them anew.
  const { keys } = useEditingOptions();
  if (open) return <EditorWindow key={keys} />;
  return unopened ? <RecoveryScreen key={unopened.folder} {...unopened} /> : <Home />;
}

function Waiting() {
  return (
    <main className={styles.waiting}>
      <h1>Opening the project…</h1>
    </main>
  );
}

function UnreachableBanner() {
  const reachable = useEditor((state) => state.reachable);
  if (reachable) return null;
  return (
    <div className={styles.banner} role="alert">
      Shotline’s core does not respond. Everything marked as saved is safe. Trying again…
    </div>
  );
}

function Dialogs() {
  const dialog = useDialog();
  switch (dialog?.kind) {
    case "export":
      return <ExportDialog key={dialog.operationId} startedId={dialog.operationId} onClose={closeDialog} />;
    case "compare":
      return <CompareDialog file={dialog.file} onClose={closeDialog} />;
    case "render":
      return <RenderDialog passId={dialog.passId} onClose={closeDialog} />;
    case "request":
      return <RequestDialog passId={dialog.passId} onClose={closeDialog} />;
    case "take":
      return <TakeDialog takeId={dialog.takeId} createSound={createSoundPlayer} onClose={closeDialog} />;
    case "bin":
      return <BinDialog onClose={closeDialog} />;
    case "compareTakes":
      return (
        <CompareTakes
          {...dialog}
          createAnimatic={createAnimaticPainter}
          createSound={createSoundPlayer}
          onClose={closeDialog}
        />
      );
    case "generate":
      return <GenerateDialog passId={dialog.passId} shotIds={dialog.shotIds} onClose={closeDialog} />;
    case "stills":
      return (
        <StillsDialog
          key={placeKey(dialog.place)}
          place={dialog.place}
          fromBlocking={dialog.fromBlocking}
          onClose={closeDialog}
        />
      );
    case "sketch":
      return <SketchDialog shotId={dialog.shotId} createPainter={createShotPainter} onClose={closeDialog} />;
    case "job":
      return <JobDialog jobId={dialog.jobId} page={dialog.page} onClose={closeDialog} />;
    case "adopt":
      return <AdoptDialog onClose={closeDialog} />;
    case "search":
      return <SearchDialog onClose={closeDialog} />;
    case "printList":
      return <PrintDialog onClose={closeDialog} />;
    case "kit":
      return <KitDialog passId={dialog.passId} onClose={closeDialog} />;
    case "settings":
      return <SettingsDialog page={dialog.page} provider={dialog.provider} onClose={closeDialog} />;
    case "library":
      return <LibraryDialog onClose={closeDialog} />;
    case "models":
      return <ModelsDialog onClose={closeDialog} />;
    case "shortcuts":
      return <Shortcuts onClose={closeDialog} />;
    case "help":
      return <HelpDialog page={dialog.page} onClose={closeDialog} />;
    case "commands":
      return <CommandPalette onClose={closeDialog} />;
    case "camera":
      return <CameraPalette shotId={dialog.shotId} createPictures={createAnimaticPictures} onClose={closeDialog} />;
    case "import":
      return <ImportDialog read={dialog.read} onClose={closeDialog} />;
    case "archive":
      return <ArchiveDialog onClose={closeDialog} />;
    case "openArchive":
      return <OpenArchiveDialog key={dialog.file} file={dialog.file} onClose={closeDialog} />;
    case "newProject":
      return <NewProjectDialog onClose={closeDialog} />;
    case "backups":
      return <BackupsDialog onClose={closeDialog} />;
    case "projectSettings":
      return <ProjectSettings onClose={closeDialog} />;
    default:
      return null;
  }
}
