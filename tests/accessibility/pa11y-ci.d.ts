/** The parts of pa11y-ci 4.1.1 that are used here; the package brings no types. */
declare module 'pa11y-ci' {
  export interface Issue {
    code: string;
    type: 'error' | 'warning' | 'notice';
    message: string;
    selector: string;
    context: string;
  }
  export interface Report {
    total: number;
    /** Pages without issues. A page that could not be tested is neither here nor in `errors`. */
    passes: number;
    errors: number;
    results: Record<string, (Issue | Error)[]>;
  }
  export default function pa11yCi(
    urls: (string | ({ url: string } & Record<string, unknown>))[],
    options: Record<string, unknown>,
  ): Promise<Report>;
}
