/// <reference types="astro/client" />

declare namespace App {
  interface Locals {
    /** Set by the server for the endpoint's route. */
    page?: import('./consultation/shown-page.ts').ShownPage;
  }
}
