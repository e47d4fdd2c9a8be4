/** Owns what the window asks of the library, and of crops of images. */
import type { libraryContract } from "../../../shared/rpc/library-contract.ts";
import type { ProjectService } from "../projects/project-service.ts";
import type { MethodsOf } from "../runtime/methods.ts";
import { cropStoredImage } from "./crop.ts";
import type { Library } from "./library.ts";

export interface LibraryParts {
  readonly library: Library;
  readonly projects: ProjectService;
}

export function libraryMethods({ library, projects }: LibraryParts): MethodsOf<typeof libraryContract> {
  return {
    "library.list": () => library.list(),
    "library.keep": ({ projectId, elementId }) => library.keep(projectId, elementId),
    "library.use": ({ projectId, libraryIds }) => library.use(projectId, libraryIds),
    "library.remove": async ({ libraryId }) => {
      await library.remove(libraryId);
      return {};
    },
    "library.restore": async ({ libraryId }) => {
      await library.restore(libraryId);
      return {};
    },
    "image.crop": ({ projectId, mediaId, ...region }) => cropStoredImage(projects, projectId, mediaId, region),
  };
}
