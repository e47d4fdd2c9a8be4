/** Owns the transport's menus: what is written over the picture and how it is decoded, aspect guides, and the volume. */
import { Menu } from "@base-ui/react/menu";
import { Popover } from "@base-ui/react/popover";
import { Check, Layers, RectangleHorizontal, Volume1, Volume2, VolumeX } from "lucide-react";
import type { ReactNode } from "react";
import { ghosts, useGhosts } from "../state/ghosts.ts";
import { joinClasses } from "../ui/Button.tsx";
import menuStyles from "../ui/Menu.module.css";
import styles from "./Player.module.css";
import {
  type AspectGuide,
  aspectGuides,
  type OverlayLabel,
  overlayLabels,
  type Quality,
  useViewOptions,
  viewOptions,
} from "./view-options.ts";

function TransportMenu({
  name,
  icon,
  words,
  isOn,
  children,
}: {
  name: string;
  icon: ReactNode;
  words?: string;
  isOn: boolean;
  children: ReactNode;
}) {
  return (
    <Menu.Root>
      <Menu.Trigger className={styles.menuButton} aria-label={name} data-on={isOn ? "" : undefined}>
        {icon}
        {words && <span className={styles.words}>{words}</span>}
      </Menu.Trigger>
      <Menu.Portal>
        <Menu.Positioner className={menuStyles.place} side="top" align="end" sideOffset={6}>
          <Menu.Popup className={menuStyles.popup}>{children}</Menu.Popup>
        </Menu.Positioner>
      </Menu.Portal>
    </Menu.Root>
  );
}

function Toggle({
  label,
  checked,
  disabled = false,
  onChange,
}: {
  label: string;
  checked: boolean;
  disabled?: boolean;
  onChange: (on: boolean) => void;
}) {
  return (
    <Menu.CheckboxItem
      checked={checked}
      disabled={disabled}
      onCheckedChange={onChange}
      className={joinClasses(menuStyles.item, menuStyles.check)}
    >
      <Menu.CheckboxItemIndicator>
        <Check size={14} />
      </Menu.CheckboxItemIndicator>
      <span>{label}</span>
    </Menu.CheckboxItem>
  );
}

function Choices<Value extends string>({
  value,
  choices,
  onChange,
}: {
  value: Value;
  choices: Readonly<Record<Value, string>>;
  onChange: (value: Value) => void;
}) {
  return (
    <Menu.RadioGroup value={value} onValueChange={(next: Value) => onChange(next)}>
      {Object.entries(choices).map(([each, label]) => (
        <Menu.RadioItem key={each} value={each} className={joinClasses(menuStyles.item, menuStyles.check)}>
          <Menu.RadioItemIndicator>
            <Check size={14} />
          </Menu.RadioItemIndicator>
          <span>{label as string}</span>
        </Menu.RadioItem>
      ))}
    </Menu.RadioGroup>
  );
}

const labelNames: Readonly<Record<OverlayLabel, string>> = {
  timecode: "Timecode",
  frame: "Frame",
  shot: "Shot",
  take: "Take and its frame",
};
const qualities: Readonly<Record<Quality, string>> = { proxy: "Preview quality", full: "Full quality" };

export function OverlayMenu() {
  const { labels, safeAreas, figureLabels, quality, scrubSound, meter } = useViewOptions();
  const { previous, next } = useGhosts();
  return (
    <TransportMenu
      name="Overlays"
      icon={<Layers size={16} />}
      isOn={labels.length > 0 || safeAreas || previous || next}
    >
      {overlayLabels.map((label) => (
        <Toggle
          key={label}
          label={labelNames[label]}
          checked={labels.includes(label)}
          onChange={(on) =>
            viewOptions.set({ labels: overlayLabels.filter((each) => (each === label ? on : labels.includes(each))) })
          }
        />
      ))}
      <Toggle label="Safe areas" checked={safeAreas} onChange={(on) => viewOptions.set({ safeAreas: on })} />
      <Toggle label="Figure labels" checked={figureLabels} onChange={(on) => viewOptions.set({ figureLabels: on })} />
      <Toggle label="Ghost of the previous shot" checked={previous} onChange={(on) => ghosts.set({ previous: on })} />
      <Toggle label="Ghost of the next shot" checked={next} onChange={(on) => ghosts.set({ next: on })} />
      <Menu.Separator className={menuStyles.separator} />
      <Choices value={quality} choices={qualities} onChange={(chosen) => viewOptions.set({ quality: chosen })} />
      <Menu.Separator className={menuStyles.separator} />
      <Toggle
        label="Sound while scrubbing"
        checked={scrubSound}
        onChange={(on) => viewOptions.set({ scrubSound: on })}
      />
      <Toggle label="Level meter" checked={meter} onChange={(on) => viewOptions.set({ meter: on })} />
    </TransportMenu>
  );
}

const guideNames: Readonly<Record<AspectGuide | "none", string>> = {
  none: "No guide",
  "2.39": "2.39",
  "2.00": "2.00",
  "1.85": "1.85",
  "4:5": "4:5",
};

export function GuideMenu() {
  const { guide, matte } = useViewOptions();
  return (
    <TransportMenu
      name="Aspect guides"
      icon={<RectangleHorizontal size={16} />}
      words={guide ?? "Guides"}
      isOn={guide !== null}
    >
      <Choices
        value={guide ?? "none"}
        choices={guideNames}
        onChange={(value) => viewOptions.set({ guide: value in aspectGuides ? (value as AspectGuide) : null })}
      />
      <Menu.Separator className={menuStyles.separator} />
      <Toggle
        label="Matte"
        checked={matte}
        disabled={guide === null}
        onChange={(on) => viewOptions.set({ matte: on })}
      />
    </TransportMenu>
  );
}

export function VolumeControl() {
  const { volume, muted } = useViewOptions();
  const isSilent = muted || volume === 0;
  const Icon = isSilent ? VolumeX : volume < 0.5 ? Volume1 : Volume2;
  return (
    <Popover.Root>
      <Popover.Trigger className={styles.menuButton} aria-label="Volume" data-on={isSilent ? "" : undefined}>
        <Icon size={16} />
      </Popover.Trigger>
      <Popover.Portal>
        <Popover.Positioner className={menuStyles.place} side="top" align="end" sideOffset={6}>
          <Popover.Popup className={joinClasses(menuStyles.popup, styles.volume)} aria-label="Volume">
            <label>
              <input
                type="checkbox"
                checked={muted}
                onChange={(event) => viewOptions.set({ muted: event.target.checked })}
              />
              Mute
            </label>
            <input
              type="range"
              aria-label="Volume"
              min={0}
              max={100}
              value={Math.round(volume * 100)}
              onChange={(event) => viewOptions.set({ volume: Number(event.target.value) / 100, muted: false })}
            />
            <output>{Math.round(volume * 100)}%</output>
          </Popover.Popup>
        </Popover.Positioner>
      </Popover.Portal>
    </Popover.Root>
  );
}
