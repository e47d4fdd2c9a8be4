/** Owns choosing the version of the lists that have several: a suite reads those that are older than itself. */
import {
  type EditListVersions,
  type ExportFormat,
  fcpxmlVersions,
  xmemlVersions,
} from "../../../shared/cut/out/hand-off-options.ts";
import { Picker } from "../ui/Picker.tsx";

const fcpxmls = fcpxmlVersions.map((value) => ({ value, label: `FCPXML ${value}` }));
const xmemls = xmemlVersions.map((value) => ({ value, label: `Final Cut Pro 7 XML ${value}` }));

interface VersionChoiceProps {
  readonly formats: readonly ExportFormat[];
  readonly versions: EditListVersions;
  readonly onChange: (versions: EditListVersions) => void;
}

export function VersionChoice({ formats, versions, onChange }: VersionChoiceProps) {
  return (
    <>
      {formats.includes("fcpxml") && (
        <Picker
          label="Version of FCPXML"
          value={versions.fcpxml}
          choices={fcpxmls}
          onPick={(fcpxml) => onChange({ ...versions, fcpxml })}
        />
      )}
      {formats.includes("xmeml") && (
        <Picker
          label="Version of Final Cut Pro 7 XML"
          value={versions.xmeml}
          choices={xmemls}
          onPick={(xmeml) => onChange({ ...versions, xmeml })}
        />
      )}
    </>
  );
}
