/** Owns reading the XML of an edit list. */
import { readXmlTree, type XmlNode } from "../../runtime/xml-tree.ts";
import { refuseList, refuseLongList } from "./read-list.ts";

/** `format` and `root` are what is expected. Errors: `input.invalid` for what is not XML, or has another root. */
export function readXml(written: string, format: string, root: string): XmlNode {
  refuseLongList(format, written);
  return readXmlTree(written, root, (fault) => refuseList(format, fault));
}
