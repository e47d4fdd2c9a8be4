/** Owns making takes ready: which films lack what is made of them, and how far each is. */
import type { TakeProducts } from "../../../shared/takes/products.ts";
import type { ProjectService } from "../projects/project-service.ts";

export class Ingest {
  readonly #projects: ProjectService;

  constructor({ projects }: { readonly projects: ProjectService }) {
    this.#projects = projects;
  }

  async products(projectId: string): Promise<TakeProducts[]> {
    const { takes, media } = await this.#projects.view(projectId);
    const missing = new Set(media.filter((each) => each.missing).map(({ id }) => id));
    return takes.map(({ id, mediaId, film }) => ({
      takeId: id,
      state: missing.has(mediaId) ? "missing" : "waiting",
      progress: 0,
      problem: null,
      note: null,
      rateNum: film?.rateNum ?? null,
      rateDen: film?.rateDen ?? null,
      frames: film?.frames ?? null,
      hasAudio: film?.hasAudio ?? false,
      strip: null,
      keys: null,
      peaksPerSecond: null,
    }));
  }
}
