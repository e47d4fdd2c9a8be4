import { mkdirSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { placeByPath, sharedPlaceOf } from "../../../electron/core/projects/shared-place.ts";
import { buildCore } from "../../support/build-core.ts";
import { temporaryFolder } from "../../support/temporary-folder.ts";

const mounts = [
  "22 1 8:1 / / rw shared:1 - ext4 /dev/sda1 rw",
  "30 22 0:40 / /mnt/server rw shared:2 - nfs4 server:/films rw",
  "31 22 0:41 / /mnt/server/local rw - ext4 /dev/sdb1 rw",
  "32 22 0:42 / /mnt/my\\040share rw - cifs //nas/share rw",
  "33 22 0:43 / /home/dana/remote rw - fuse.sshfs dana@host:/ rw",
  "34 22 0:44 / /media/usb rw - fuseblk /dev/sdc1 rw",
].join("\n");

const nothing = () => false;

test.each<[string, string | null]>([
  ["/home/dana/Projects/Film.shotline", null],
  ["/mnt/server/Film.shotline", "NFS"],
  ["/mnt/server2/Film.shotline", null],
  ["/mnt/server/local/Film.shotline", null],
  ["/mnt/my share/Film.shotline", "SMB"],
  ["/home/dana/remote/Film.shotline", "SSHFS"],
  ["/media/usb/Film.shotline", null],
  ["\\\\nas\\share\\Film.shotline", "SMB"],
  ["\\\\?\\UNC\\nas\\share\\Film.shotline", "SMB"],
  ["\\\\?\\C:\\Films\\Film.shotline", null],
])("%s is on the network: %s", (folder, name) => {
  expect(placeByPath(folder, nothing, mounts)).toEqual(name && { kind: "network", name });
});

test.each<[string, string | null]>([
  ["/home/dana/Dropbox/Film.shotline", "Dropbox"],
  ["/home/dana/Dropbox (Studio)/Film.shotline", "Dropbox"],
  ["C:\\Users\\dana\\OneDrive - Studio\\Film.shotline", "OneDrive"],
  ["/Users/dana/Library/CloudStorage/GoogleDrive-dana@studio.com/My Drive/Film.shotline", "Google Drive"],
  ["/Users/dana/Library/CloudStorage/OneDrive-Studio/Film.shotline", "OneDrive"],
  ["/Users/dana/Library/Mobile Documents/com~apple~CloudDocs/Film.shotline", "iCloud Drive"],
  ["C:\\Users\\dana\\iCloudDrive\\Film.shotline", "iCloud Drive"],
  ["/home/dana/Nextcloud/Film.shotline", "Nextcloud"],
  ["/home/dana/Dropbox review/Film.shotline", null],
  ["/home/dana/My OneDrive film/Film.shotline", null],
])("%s is synced by %s", (folder, name) => {
  expect(placeByPath(folder, nothing, "")).toEqual(name && { kind: "synced", name });
});

test("a folder of any name is known by the mark of the program that syncs it", () => {
  const folder = temporaryFolder();
  mkdirSync(join(folder, "Shared", ".stfolder"), { recursive: true });
  mkdirSync(join(folder, "Shared", "Films", "Film.shotline"), { recursive: true });
  expect(sharedPlaceOf(join(folder, "Shared", "Films", "Film.shotline"))).toEqual({
    kind: "synced",
    name: "Syncthing",
  });
  expect(sharedPlaceOf(folder)).toBeNull();
});

test("opening a project there says so, with what to do", async () => {
  const home = temporaryFolder();
  const { core } = buildCore(home, null, { projectsFolder: join(home, "Dropbox") });
  await core.call("projects.create", { name: "Film" });
  expect(await core.call("notices.list", {})).toMatchObject([
    {
      message: "Film is in a folder that Dropbox syncs.",
      next: "Close the project and let syncing finish before you open it on another computer.",
    },
  ]);
});
