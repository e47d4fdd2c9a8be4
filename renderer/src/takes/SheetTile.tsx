/** Owns showing one tile of a sheet of film frames. */
import type { TileSheet } from "../../../shared/takes/products.ts";
import styles from "./SheetTile.module.css";

/** Fills its place, as large as the tile's own ratio lets it. */
export function SheetTile({ sheet, url, tile }: { sheet: TileSheet; url: string; tile: number }) {
  const { columns, rows, tileWidthPx, tileHeightPx } = sheet;
  const column = tile % columns;
  const row = Math.floor(tile / columns);
  return (
    <span className={styles.tile} style={{ aspectRatio: `${tileWidthPx} / ${tileHeightPx}` }}>
      <img
        className={styles.sheet}
        src={url}
        alt=""
        draggable={false}
        style={{
          width: `${columns * 100}%`,
          height: `${rows * 100}%`,
          translate: `${(-column / columns) * 100}% ${(-row / rows) * 100}%`,
        }}
      />
    </span>
  );
}
