/** Owns noticing that a project lies where others write as well: on a network share, or in a folder that a program syncs. */
import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import type { ErrorData } from "../../../shared/errors/app-error.ts";

export interface SharedPlace {
  readonly kind: "network" | "synced";
  /** Such as `NFS` or `Dropbox`. */
  readonly name: string;
}

/** Folders as the programs name them, on each system. */
const syncedFolders: readonly (readonly [RegExp, string])[] = [
  [/^dropbox(?: \(.+\)|-.+)?$/i, "Dropbox"],
  [/^onedrive(?: ?- ?.+)?$/i, "OneDrive"],
  [/^google ?drive(?:-.+)?$/i, "Google Drive"],
  [/^(?:mobile documents|icloud ?drive)$/i, "iCloud Drive"],
  [/^nextcloud$/i, "Nextcloud"],
  [/^owncloud$/i, "ownCloud"],
  [/^pcloud ?drive$/i, "pCloud"],
];

/** What such a program leaves at the top of a folder that may have any name. */
const syncMarks: readonly (readonly [string, string])[] = [
  [".stfolder", "Syncthing"],
  [".dropbox.cache", "Dropbox"],
  [".nextcloudsync.log", "Nextcloud"],
  [".owncloudsync.log", "ownCloud"],
];

/** By the names that Linux has for them in its table of mounts. */
const networkSystems: Readonly<Record<string, string>> = {
  ...{ nfs: "NFS", nfs4: "NFS", cifs: "SMB", smb3: "SMB", smbfs: "SMB", afs: "AFS", ceph: "Ceph", davfs: "WebDAV" },
  ...{ "fuse.sshfs": "SSHFS", "fuse.gvfsd-fuse": "GNOME", "fuse.rclone": "rclone", "fuse.glusterfs": "Gluster" },
  ...{ "fuse.davfs2": "WebDAV", "fuse.s3fs": "S3", "fuse.ceph": "Ceph", glusterfs: "Gluster" },
};

/** Where `folder` (a real path) lies; null for a disk of this computer alone, and where nothing tells. Never throws. */
export function sharedPlaceOf(folder: string): SharedPlace | null {
  return placeByPath(folder, existsSync, readMounts());
}

/** The same by what is known: whether a path exists, and Linux' table of mounts (`/proc/self/mountinfo`). */
export function placeByPath(folder: string, exists: (path: string) => boolean, mounts: string): SharedPlace | null {
  if (/^\\\\(?![?.]\\)|^\\\\\?\\UNC\\/i.test(folder)) return { kind: "network", name: "SMB" };
  for (const part of folder.split(/[/\\]/)) {
    const name = syncedFolders.find(([pattern]) => pattern.test(part))?.[1];
    if (name !== undefined) return { kind: "synced", name };
  }
  for (let at = folder; ; at = dirname(at)) {
    const name = syncMarks.find(([mark]) => exists(join(at, mark)))?.[1];
    if (name !== undefined) return { kind: "synced", name };
    if (dirname(at) === at) break;
  }
  const network = networkSystems[fileSystemAt(folder, mounts) ?? ""];
  return network === undefined ? null : { kind: "network", name: network };
}

/** What the user is told, once a project is open there. */
export function placeNotice(projectName: string, { kind, name }: SharedPlace): Omit<ErrorData, "path"> {
  if (kind === "network") {
    return {
      code: "disk.failed",
      message: `${projectName} is on a network share (${name}), where saving can fail or be undone.`,
      next: "Copy the project folder to this computer, and work on the copy.",
    };
  }
  return {
    code: "disk.failed",
    message: `${projectName} is in a folder that ${name} syncs.`,
    next: "Close the project and let syncing finish before you open it on another computer.",
  };
}

function readMounts(): string {
  try {
    return readFileSync("/proc/self/mountinfo", "utf8");
  } catch {
    // There is no such table on other systems.
    return "";
  }
}

/** The type of the file system that holds the path: that of the longest mount point on its way, the last one of these. */
function fileSystemAt(path: string, mounts: string): string | null {
  let [longest, type]: [string, string | null] = ["", null];
  for (const line of mounts.split("\n")) {
    const [before = "", after = ""] = line.split(" - ");
    const point = (before.split(" ")[4] ?? "").replace(/\\(\d{3})/g, (_, octal: string) =>
      String.fromCharCode(Number.parseInt(octal, 8)),
    );
    const isAbove = point === "/" || path === point || path.startsWith(`${point}/`);
    if (point === "" || !isAbove || point.length < longest.length) continue;
    [longest, type] = [point, after.split(" ")[0] ?? null];
  }
  return type;
}
