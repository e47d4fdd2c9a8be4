/** Owns choosing the formats of a hand-off: a box each, in two columns. */
import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { type ExportFormat, exportFormats } from "../../../shared/rpc/export-options.ts";
import styles from "./ExportDialog.module.css";

const formatWords: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  movie: ["Reference movie", "MP4 with burn-in"],
  review: ["Review page", "Movie with comments"],
  clips: ["Clips", "One QuickTime file a shot"],
  wav: ["Sound", "WAV, 48 kHz, one a clip"],
  passes: ["Whole passes", "As they came"],
  stills: ["Stills", "One frame a shot"],
  edl: ["EDL", "CMX 3600, for Avid"],
  "edl-ax": ["EDL by file name", "Reels AX, for OpenShot"],
  otio: ["OpenTimelineIO", "Premiere 26, Kdenlive"],
  "otio-resolve": ["OTIO for Resolve", "With plain paths"],
  fcpxml: ["FCPXML", "Final Cut Pro and Resolve"],
  xmeml: ["Final Cut Pro 7 XML", "Premiere and Resolve"],
  markers: ["Markers", "EDL for Resolve’s timeline"],
  csv: ["Shot list", "CSV, for a spreadsheet"],
  srt: ["Subtitles, SRT", "Dialogue, for suites"],
  vtt: ["Subtitles, WebVTT", "Dialogue, for the web"],
  ale: ["Avid log", "ALE, for a bin"],
  board: ["Storyboard", "PDF to print or send"],
  plan: ["Plan", "JSON with its images"],
};

interface FormatListProps {
  readonly formats: readonly ExportFormat[];
  readonly onChange: (formats: ExportFormat[]) => void;
}

export function FormatList({ formats, onChange }: FormatListProps) {
  return (
    <ul className={styles.formats}>
      {exportFormats.map((format) => (
        <li key={format}>
          <FormatBox
            format={format}
            checked={formats.includes(format)}
            onChange={(on) => onChange(exportFormats.filter((each) => (each === format ? on : formats.includes(each))))}
          />
        </li>
      ))}
    </ul>
  );
}

interface FormatBoxProps {
  readonly format: ExportFormat;
  readonly checked: boolean;
  readonly onChange: (on: boolean) => void;
}

function FormatBox({ format, checked, onChange }: FormatBoxProps) {
  const [name, words] = formatWords[format];
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: the checkbox inside is one
    <label className={styles.format}>
      <Checkbox.Root className={styles.box} checked={checked} onCheckedChange={onChange}>
        <Checkbox.Indicator className={styles.tick}>
          <Check size={12} strokeWidth={3} />
        </Checkbox.Indicator>
      </Checkbox.Root>
      <span>{name}</span>
      <span className={styles.words} title={words}>
        {words}
      </span>
    </label>
  );
}
