/** Owns what the window asks of shot lists and pasted prompts. */
import type { listsContract } from "../../../../shared/rpc/lists-contract.ts";
import { listBytesMax } from "../../../../shared/ways-in/list-reading.ts";
import type { MethodsOf } from "../../runtime/methods.ts";
import { decodeText } from "../script/decode-text.ts";
import { readList } from "./read-list.ts";

export function listsMethods(): MethodsOf<typeof listsContract> {
  return {
    "lists.read": async ({ name, rate, text, base64 }) => {
      if (text !== undefined) return readList(name, text, rate);
      const bytes = Buffer.from(base64 ?? "", "base64");
      return readList(name, decodeText(name, bytes, decoding), rate);
    },
  };
}

const decoding = { bytesMax: listBytesMax, next: "Save the list as CSV or as text with tabs." };
