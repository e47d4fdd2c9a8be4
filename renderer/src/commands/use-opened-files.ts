/** Owns opening what the user has opened on the desktop, when the page begins and whenever there is more. */
import { useEffect } from "react";
import { openFolder } from "./commands.ts";

export function useOpenedFiles(): void {
  useEffect(() => {
    const native = window.shotlineNative;
    if (!native) return;
    const look = async () => {
      const path = await native.takeOpened();
      if (path !== null) await openFolder(path);
    };
    void look();
    return native.onOpened(() => void look());
  }, []);
}
