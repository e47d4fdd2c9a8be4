/** Owns choosing the formats of a hand-off: a box each, in three groups. */
import { Checkbox } from "@base-ui/react/checkbox";
import { Check } from "lucide-react";
import { type ReactNode, useId } from "react";
import { type ExportFormat, editListFormats, exportFormats } from "../../../shared/cut/out/hand-off-options.ts";
import styles from "./ExportDialog.module.css";

const formatWords: Readonly<Record<ExportFormat, readonly [string, string]>> = {
  movie: ["Reference movie", "MP4 with burn-in"],
  review: ["Review page", "Movie with comments"],
  clips: ["Clips", "One QuickTime file per shot"],
  wav: ["Audio", "48 kHz WAV, one per clip"],
  passes: ["Whole passes", "Full length, unchanged"],
  stills: ["Stills", "One frame per shot"],
  edl: ["EDL", "CMX 3600, for Avid"],
  "edl-ax": ["EDL by file name", "Reel AX throughout"],
  otio: ["OpenTimelineIO", "Premiere 26, Kdenlive"],
  "otio-resolve": ["OTIO for Resolve", "With plain paths"],
  fcpxml: ["FCPXML", "Final Cut Pro and Resolve"],
  xmeml: ["Final Cut Pro 7 XML", "Premiere and Resolve"],
  markers: ["Markers", "EDL for Resolve’s timeline"],
  csv: ["Shot list", "CSV, for a spreadsheet"],
  srt: ["Subtitles, SRT", "Dialogue, for editing apps"],
  vtt: ["Subtitles, WebVTT", "Dialogue, for the web"],
  ale: ["Avid log", "ALE, for a bin"],
  board: ["Storyboard", "PDF to print or send"],
  plan: ["Plan", "JSON with its images"],
};

const films: readonly ExportFormat[] = ["movie", "review", "clips", "wav", "passes", "stills"];
const lists: readonly ExportFormat[] = editListFormats;
const groups: readonly (readonly [string, readonly ExportFormat[]])[] = [
  ["Video and stills", films],
  ["Edit lists", lists],
  ["Documents", exportFormats.filter((format) => !films.includes(format) && !lists.includes(format))],
];

interface FormatListProps {
  readonly formats: readonly ExportFormat[];
  readonly onChange: (formats: ExportFormat[]) => void;
}

export function FormatList({ formats, onChange }: FormatListProps) {
  return (
    <div className={styles.formats}>
      {groups.map(([title, members]) => (
        <Group key={title} title={title}>
          {members.map((format) => (
            <li key={format}>
              <FormatBox
                format={format}
                checked={formats.includes(format)}
                onChange={(on) =>
                  onChange(exportFormats.filter((each) => (each === format ? on : formats.includes(each))))
                }
              />
            </li>
          ))}
        </Group>
      ))}
    </div>
  );
}

function Group({ title, children }: { title: string; children: ReactNode }) {
  const id = useId();
  return (
    <section aria-labelledby={id}>
      <h3 id={id} className={styles.group}>
        {title}
      </h3>
      <ul aria-labelledby={id}>{children}</ul>
    </section>
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
      <span className={styles.words}>{words}</span>
    </label>
  );
}
