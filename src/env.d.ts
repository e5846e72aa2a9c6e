/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the server for the endpoint's route. */
    page?: import('./form/shown-page.ts').ShownPage;
  }
}

/** What site.yaml says. The build puts it into every page (astro.config.mjs). */
declare module 'virtual:site' {
  const site: import('./consultation/site.ts').Site;
  export default site;
  /** Whether prose has pictures, quotations or tables of Markdown. */
  export const isRich: boolean;
}

/** How large the forms are that the build has made to fill in without a browser (astro.config.mjs). */
declare module 'virtual:form-sizes' {
  const sizes: import('./paper-form/form-files.ts').FormSizes;
  export default sizes;
}
