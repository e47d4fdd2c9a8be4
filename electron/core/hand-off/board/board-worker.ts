/** Owns setting a board off the main loop: fonts are read and pages drawn here, and the end is told. */
import { parentPort, workerData } from "node:worker_threads";
import { type BoardRequest, writeBoardPdf } from "./board-pdf.ts";

const { request, file } = workerData as { readonly request: BoardRequest; readonly file: string };
// A failure ends the worker, as an unhandled rejection does.
parentPort?.postMessage(await writeBoardPdf(request, file));
