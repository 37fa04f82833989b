/** The bundled and minified text of a script for browsers: `scripts/bundle.ts` makes it. */
declare module '*?script' {
  const text: string;
  export default text;
}

declare module '*.css' {
  const text: string;
  export default text;
}
