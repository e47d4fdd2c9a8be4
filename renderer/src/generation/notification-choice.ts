/** Owns whether the system's notifications are wanted: the user's switch, remembered on this computer, and the browser's own permission. */
import { useSyncExternalStore } from "react";
import { createStore } from "../state/store.ts";

const storageKey = "shotline.notify";

const store = createStore<{ wanted: boolean; permission: NotificationPermission | "absent" }>({
  wanted: remembered(),
  permission: permissionNow(),
});

export function mayNotify(): boolean {
  return store.get().wanted && permissionNow() === "granted";
}

export function useNotificationChoice(): { wanted: boolean; permission: NotificationPermission | "absent" } {
  return useSyncExternalStore(store.subscribe, store.get);
}

/** Turned on by the user's own click, the browser asks once; what it answers is kept. */
export async function chooseNotifications(wanted: boolean): Promise<void> {
  store.set({ wanted, permission: permissionNow() });
  try {
    localStorage.setItem(storageKey, JSON.stringify(wanted));
  } catch {
    // A window that may not remember still works.
  }
  if (wanted && permissionNow() === "default") store.set({ permission: await Notification.requestPermission() });
}

function permissionNow(): NotificationPermission | "absent" {
  return typeof Notification === "undefined" ? "absent" : Notification.permission;
}

function remembered(): boolean {
  try {
    return localStorage.getItem(storageKey) === "true";
  } catch {
    return false;
  }
}
