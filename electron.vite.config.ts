/** Owns how the app is built: the main process and its workers, the preload script, and the page. */
import { resolve } from "node:path";
import react from "@vitejs/plugin-react";
import { defineConfig } from "electron-vite";

const at = (path: string) => resolve(import.meta.dirname, path);

export default defineConfig({
  main: {
    build: {
      outDir: "out/main",
      rolldownOptions: {
        input: {
          index: at("electron/main/index.ts"),
          "draw-worker": at("electron/core/animatic/draw-worker.ts"),
          "board-worker": at("electron/core/hand-off/board/board-worker.ts"),
          "backup-worker": at("electron/core/recovery/backup-worker.ts"),
        },
        output: { format: "es", entryFileNames: "[name].js" },
      },
    },
  },
  preload: {
    build: {
      outDir: "out/preload",
      // A sandboxed preload script can require nothing but Electron, and must be CommonJS.
      externalizeDeps: false,
      rolldownOptions: {
        input: { index: at("electron/preload/index.ts") },
        output: { format: "cjs", entryFileNames: "[name].cjs" },
      },
    },
  },
  renderer: {
    root: at("renderer"),
    base: "./",
    plugins: [react()],
    build: {
      outDir: at("out/renderer"),
      minify: true,
      rolldownOptions: {
        input: { index: at("renderer/index.html") },
        // Zod in one piece with what forbids it to try eval: that runs before any other piece makes a schema.
        output: { codeSplitting: { groups: [{ name: "zod", test: /node_modules\/zod\/|api\/without-eval\.ts/ }] } },
      },
    },
  },
});
