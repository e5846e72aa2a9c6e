/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the server for the endpoint's route. */
    page?: import('./form/shown-page.ts').ShownPage;
  }
}

/** The content of site.yaml, which the build puts into every page (astro.config.mjs). */
declare module 'virtual:site' {
  const site: import('./consultation/site.ts').Site;
  export default site;
  /** Whether the prose has pictures, quotations or Markdown tables. */
  export const isRich: boolean;
}

/** The sizes of the forms to fill in without a browser that the build has made (astro.config.mjs). */
declare module 'virtual:form-sizes' {
  const sizes: import('./paper-form/form-files.ts').FormSizes;
  export default sizes;
}
